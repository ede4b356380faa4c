"""Where a robot vacuum on a wrap-around floor is after many steps of its looping program, and its bumps."""


def vacuum_after(width, height, program, walls, steps):
    if not program:
        return {"x": 0, "y": 0, "bumps": 0, "turns": 0}
    x = y = 0
    dx, dy = 1, 0
    bumps = turns = 0
    for i in range(steps):
        op = program[i % len(program)]
        if op == "L":
            dx, dy = dy, -dx
            turns += 1
        elif op == "R":
            dx, dy = -dy, dx
            turns += 1
        else:
            nx, ny = (x + dx) % width, (y + dy) % height
            if (nx, ny) in walls:
                bumps += 1
                dx, dy = -dx, -dy
            else:
                x, y = nx, ny
    return {"x": x, "y": y, "bumps": bumps, "turns": turns}


def workload():
    walls = {(3, 0), (0, 4), (5, 5), (2, 7)}
    return [(5, 5, "", set(), 10), (4, 4, "FLFR", {(2, 0)}, 7), (8, 9, "FFLFRF", walls, 3000), (8, 9, "FFLFFRFFRFL", walls, 900001)]
