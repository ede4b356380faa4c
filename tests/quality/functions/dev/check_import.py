"""Checks the member import of a sports association before it is written to the database."""

import random
import re


def is_number(text):
    try:
        int(text)
        return True
    except ValueError:
        return False


def check_import(rows: list[dict]) -> list[tuple[int, str]]:
    """Problems found, as (row number from 1, what is wrong), in the order of the rows."""
    problems = []
    for i, row in enumerate(rows):
        mail = row["mail"].strip().lower()
        if not re.compile(r"^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$").match(mail):
            problems.append((i + 1, "mail address is not valid"))
        if not is_number(row["club"]):
            problems.append((i + 1, "club is not a number"))
        # the same member twice?
        for earlier in rows[:i]:
            if earlier["mail"].strip().lower() == mail:
                problems.append((i + 1, "mail address occurs twice"))
                break
        if any([r["licence"] == row["licence"] for r in rows[:i]]):
            problems.append((i + 1, "licence occurs twice"))
    return problems


def workload():
    rng = random.Random(55)
    calls = []
    for n in (1200, 300, 20, 1):
        rows = []
        for i in range(n):
            name = f"{rng.choice(['ana', 'ben', 'chi', 'dov', 'eli'])}.{rng.randrange(n * 12)}"
            mail = name + ("@club.example" if rng.random() > 0.05 else "(at)club")
            if rng.random() < 0.3:
                mail = " " + mail.upper()
            club = str(rng.randrange(90)) if rng.random() > 0.04 else rng.choice(["", "n/a", "12b"])
            rows.append({"mail": mail, "club": club, "licence": f"L{rng.randrange(n * 20)}"})
        calls.append((rows,))
    calls.append(([],))
    return calls
