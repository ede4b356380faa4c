import random
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass
class Employee:
    name: str
    team: str
    workdays: tuple  # weekday numbers


def is_away(name, day, leaves):
    for who, first, last in leaves:
        if who == name and date.fromisoformat(first) <= day <= date.fromisoformat(last):
            return True
    return False


def leave_coverage(employees: list, leaves: list, first: str, last: str, minimum: int) -> list:
    """(day, team, present, who is on leave) for each weekday on which a team is understaffed."""
    problems = []
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        if day.weekday() < 5:
            teams = []
            for e in employees:
                if e.team not in teams:
                    teams.append(e.team)
            for team in sorted(teams):
                members = [e for e in employees if e.team == team]
                due = [e for e in members if day.weekday() in e.workdays]
                if not due:
                    continue
                present = [e for e in due if not is_away(e.name, day, leaves)]
                if len(present) < minimum:
                    away = [e.name for e in due if e not in present]
                    problems.append((day.isoformat(), team, len(present), away))
        day = day + timedelta(days=1)
    return problems


def workload():
    rnd = random.Random(9)
    people = [Employee("e%02d" % i, "team%d" % rnd.randrange(7),
                       rnd.choice([(0, 1, 2, 3, 4), (0, 1, 2, 3, 4), (0, 1, 2), (2, 3, 4)])) for i in range(70)]
    leaves = []
    for _ in range(240):
        start = date(2024, 3, 1) + timedelta(days=rnd.randrange(130))
        leaves.append((rnd.choice(people).name, start.isoformat(),
                       (start + timedelta(days=rnd.choice([0, 1, 4, 11]))).isoformat()))
    return [(people, leaves, "2024-02-15", "2024-07-31", 5)]
