from collections import defaultdict
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Employee:
    id: int
    name: str
    boss: Optional[int]
    salary: int
    hours: int = 40


class Company:
    def __init__(self, employees):
        self.employees = employees
        if len({e.id for e in employees}) != len(employees):
            raise ValueError("personnel numbers are not unique")
        self._reports = defaultdict(list)
        for e in employees:
            self._reports[e.boss].append(e)
        self._teams = {}

    def team(self, employee):
        """(headcount, cost, levels) of the employee and everybody below."""
        known = self._teams.get(employee.id)
        if known is not None:
            return known
        size = 1
        cost = employee.salary * employee.hours // 40
        below = 0
        for report in self._reports.get(employee.id, ()):
            sub_size, sub_cost, sub_levels = self.team(report)
            size += sub_size
            cost += sub_cost
            below = max(below, sub_levels)
        result = self._teams[employee.id] = (size, cost, 1 + below)
        return result


def team_costs(rows, min_size=2):
    """Size, yearly cost and depth of every team, the most expensive first.

    rows: (id, name, id of the boss or None, yearly salary[, weekly hours])
    """
    company = Company([Employee(*row) for row in rows])
    report = []
    for boss in company.employees:
        size, cost, levels = company.team(boss)
        if size >= min_size:
            report.append({"boss": boss.name, "size": size, "cost": cost, "levels": levels})
    report.sort(key=lambda r: (-r["cost"], r["boss"]))
    return report
