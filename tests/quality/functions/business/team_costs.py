import random
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

    def direct_reports(self, employee):
        return [e for e in self.employees if e.boss == employee.id]

    def headcount(self, employee):
        return 1 + sum(self.headcount(e) for e in self.direct_reports(employee))

    def cost(self, employee):
        own = employee.salary * employee.hours // 40
        return own + sum(self.cost(e) for e in self.direct_reports(employee))

    def levels(self, employee):
        return 1 + max((self.levels(e) for e in self.direct_reports(employee)), default=0)


def team_costs(rows, min_size=2):
    """Size, yearly cost and depth of every team, the most expensive first.

    rows: (id, name, id of the boss or None, yearly salary[, weekly hours])
    """
    company = Company([Employee(*row) for row in rows])
    report = []
    for boss in company.employees:
        size = company.headcount(boss)
        if size < min_size:
            continue
        report.append({
            "boss": boss.name,
            "size": size,
            "cost": company.cost(boss),
            "levels": company.levels(boss),
        })
    report.sort(key=lambda r: (-r["cost"], r["boss"]))
    return report


def _staff(rng, n):
    names = ["Ann", "Bob", "Cleo", "Dan", "Edda", "Finn", "Gil", "Hanna"]
    rows = []
    for i in range(n):
        boss = None if i == 0 or rng.random() < .01 else 100 + rng.randrange(max(0, i // 6 - 3), max(1, i // 2))
        row = (100 + i, f"{rng.choice(names)} {rng.randrange(40)}", boss, rng.choice([32000, 41500, 58000, 90000]))
        if rng.random() < .3:
            row += (rng.choice([20, 30, 35]),)
        rows.append(row)
    rng.shuffle(rows)
    return rows


def workload():
    rng = random.Random(1616)
    return [
        ([],),
        (_staff(rng, 12), 1),
        (_staff(rng, 260),),
        (_staff(rng, 320), 4),
    ]
