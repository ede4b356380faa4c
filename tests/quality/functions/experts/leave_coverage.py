from dataclasses import dataclass
from datetime import date


@dataclass
class Employee:
    name: str
    team: str
    workdays: tuple


def leave_coverage(employees: list, leaves: list, first: str, last: str, minimum: int) -> list:
    lo = date.fromisoformat(first).toordinal()
    hi = date.fromisoformat(last).toordinal()
    away_on = {}
    for who, a, b in leaves:
        a = date.fromisoformat(a).toordinal()
        b = date.fromisoformat(b).toordinal()
        for d in range(a if a > lo else lo, (b if b < hi else hi) + 1):
            s = away_on.get(d)
            if s is None:
                s = away_on[d] = set()
            s.add(who)
    teams = {}
    for e in employees:
        teams.setdefault(e.team, []).append(e)
    rosters = []
    for weekday in range(5):
        roster = []
        for team in sorted(teams):
            due = [e.name for e in teams[team] if weekday in e.workdays]
            if due:
                roster.append((team, due))
        rosters.append(roster)
    problems = []
    nobody = set()
    for d in range(lo, hi + 1):
        weekday = (d + 6) % 7
        if weekday >= 5:
            continue
        gone = away_on.get(d, nobody)
        iso = None
        for team, due in rosters[weekday]:
            size = len(due)
            if size >= minimum and not gone:
                continue
            away = [n for n in due if n in gone]
            if size - len(away) < minimum:
                if iso is None:
                    iso = date.fromordinal(d).isoformat()
                problems.append((iso, team, size - len(away), away))
    return problems
