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


def ranking(line):
    return -line["points"], line["conceded"] - line["scored"], -line["scored"], line["team"]


def table_after_rounds(teams, matches):
    known = set(teams)
    for match in matches:
        if match[1] == match[2] or match[1] not in known or match[2] not in known:
            raise ValueError(f"bad match {match!r}")
    lines = {
        team: {"team": team, "played": 0, "points": 0, "scored": 0, "conceded": 0, "form": ""} for team in teams
    }
    rounds = {}
    for match in matches:
        rounds.setdefault(match[0], []).append(match)
    table = sorted(lines.values(), key=ranking)
    positions = {}
    leaders = []
    for number in sorted(rounds):
        for _, home, away, home_goals, away_goals in rounds[number]:
            record(lines[home], home_goals, away_goals)
            record(lines[away], away_goals, home_goals)
        table.sort(key=ranking)
        positions[number] = {line["team"]: place for place, line in enumerate(table, 1)}
        leader = table[0]["team"]
        if not leaders or leaders[-1][1] != leader:
            leaders.append((number, leader))
    return positions, leaders, [(line["team"], line["points"], line["form"]) for line in table]
