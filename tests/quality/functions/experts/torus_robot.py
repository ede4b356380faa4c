def torus_robot(program, width, height):
    """Drive a robot (start at 0, 0 facing north) over a wrapping floor: F/B move,
    L/R turn, P flips the paint of the tile. Return (x, y, facing, painted tiles
    sorted, tiles visited)."""
    here = (0, 0)
    dx, dy = 0, -1
    painted = set()
    visited = {here}
    visit = visited.add
    for command in program:
        if command == "F":
            x, y = here
            if dx:
                here = ((x + dx) % width, y)
            else:
                here = (x, (y + dy) % height)
            visit(here)
        elif command == "L":
            dx, dy = dy, -dx
        elif command == "R":
            dx, dy = -dy, dx
        elif command == "P":
            if here in painted:
                painted.remove(here)
            else:
                painted.add(here)
        elif command == "B":
            x, y = here
            if dx:
                here = ((x - dx) % width, y)
            else:
                here = (x, (y - dy) % height)
            visit(here)
        else:
            raise ValueError("bad command " + command)
    x, y = here
    facing = {(0, -1): "N", (0, 1): "S", (1, 0): "E", (-1, 0): "W"}[dx, dy]
    return x, y, facing, sorted(painted), len(visited)
