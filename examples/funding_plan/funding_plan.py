"""Which projects should the foundation fund this round?

Each application asks for a fixed amount (in thousands) and was given points by the jury. Applications are funded whole or
not at all. The board wants the largest sum of points that the budget allows, and at most a given number of projects.
"""

import csv
import sys
from typing import NamedTuple


class Project(NamedTuple):
    """One application."""

    title: str
    amount: int
    points: int


def read_projects(path):
    """Applications from the jury's table; withdrawn ones are left out."""
    projects = []
    with open(path, newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["state"] == "withdrawn":
                continue
            projects.append(Project(row["title"], int(row["amount"]), int(row["points"])))
    return projects


def best_points(amounts: list[int], points: list[int], budget: int, places: int, first: int = 0) -> int:
    """Most points that can be had with ``budget`` and ``places`` from the projects ``first`` and later."""
    if first == len(amounts) or places == 0:
        return 0
    # without this project
    best = best_points(amounts, points, budget, places, first + 1)
    # with it, if there is money
    if amounts[first] <= budget:
        with_it = points[first] + best_points(amounts, points, budget - amounts[first], places - 1, first + 1)
        if with_it > best:
            best = with_it
    return best


def choose(projects, budget, places):
    """The projects to fund, in the order of the list."""
    amounts = [project.amount for project in projects]
    points = [project.points for project in projects]
    chosen = []
    for i, project in enumerate(projects):
        without = best_points(amounts, points, budget, places, i + 1)
        if best_points(amounts, points, budget, places, i) > without:
            chosen.append(project)
            budget -= project.amount
            places -= 1
    return chosen


def main(argv):
    if len(argv) != 4:
        print("usage: funding_plan.py TABLE BUDGET PLACES", file=sys.stderr)
        return 2
    chosen = choose(read_projects(argv[1]), int(argv[2]), int(argv[3]))
    for project in chosen:
        print(f"{project.amount:>6}  {project.points:>4}  {project.title}")
    print(f"{sum(project.amount for project in chosen):>6} spent")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
