import random


def empty_line(team):
    return {"team": team, "played": 0, "points": 0, "scored": 0, "conceded": 0, "form": ""}


def record(line, scored, conceded):
    line["played"] += 1
    line["scored"] += scored
    line["conceded"] += conceded
    if scored > conceded:
        line["points"] += 3
        result = "W"
    elif scored == conceded:
        line["points"] += 1
        result = "D"
    else:
        result = "L"
    line["form"] = (line["form"] + result)[-5:]


def standings(teams, matches):
    lines = {team: empty_line(team) for team in teams}
    for _, home, away, home_goals, away_goals in matches:
        record(lines[home], home_goals, away_goals)
        record(lines[away], away_goals, home_goals)
    return sorted(
        lines.values(),
        key=lambda line: (-line["points"], line["conceded"] - line["scored"], -line["scored"], line["team"]),
    )


def table_after_rounds(teams, matches):
    """Follow a league (round, home, away, goals, goals) round by round.

    Returns (round -> positions by team, changes of leader, final table)."""
    for match in matches:
        if match[1] == match[2] or match[1] not in teams or match[2] not in teams:
            raise ValueError(f"bad match {match!r}")
    positions = {}
    leaders = []
    for number in sorted({match[0] for match in matches}):
        so_far = sorted((m for m in matches if m[0] <= number), key=lambda m: m[0])
        table = standings(teams, so_far)
        positions[number] = {line["team"]: place for place, line in enumerate(table, 1)}
        leader = table[0]["team"]
        if not leaders or leaders[-1][1] != leader:
            leaders.append((number, leader))
    final = standings(teams, sorted(matches, key=lambda m: m[0]))
    return positions, leaders, [(line["team"], line["points"], line["form"]) for line in final]


def workload():
    rng = random.Random(1954)
    teams = [f"FC {k:02d}" for k in range(28)]
    matches = []
    for number in range(1, 91):
        order = teams[:]
        rng.shuffle(order)
        for home, away in zip(order[::2], order[1::2]):
            when = number if rng.random() < 0.95 else min(90, number + 3)
            matches.append((when, home, away, rng.randrange(5), rng.randrange(4)))
    return [(teams, matches)]
