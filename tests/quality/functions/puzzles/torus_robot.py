import random


def torus_robot(program, width, height):
    """Drive a robot (start at 0, 0 facing north) over a wrapping floor: F/B move,
    L/R turn, P flips the paint of the tile. Return (x, y, facing, painted tiles
    sorted, tiles visited)."""
    x, y = 0, 0
    facing = "N"
    painted = set()
    visited = {(0, 0)}
    for command in program:
        if command == "F" or command == "B":
            step = 1 if command == "F" else -1
            if facing == "N":
                y = (y - step) % height
            elif facing == "S":
                y = (y + step) % height
            elif facing == "E":
                x = (x + step) % width
            elif facing == "W":
                x = (x - step) % width
            visited.add((x, y))
        elif command == "L":
            facing = "NWSE"[("NWSE".index(facing) + 1) % 4]
        elif command == "R":
            facing = "NESW"[("NESW".index(facing) + 1) % 4]
        elif command == "P":
            if (x, y) in painted:
                painted.remove((x, y))
            else:
                painted.add((x, y))
        else:
            raise ValueError("bad command " + command)
    return x, y, facing, sorted(painted), len(visited)


def workload():
    rng = random.Random(27)
    return [("".join(rng.choice("FFFBLRP") for _ in range(100000)), 31, 23),
            ("".join(rng.choice("FFFFLRP") for _ in range(100000)), 80, 5),
            ("".join(rng.choice("FFLRBPP") for _ in range(100000)), 12, 40)]
