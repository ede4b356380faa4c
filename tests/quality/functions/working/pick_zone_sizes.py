"""Sizes of connected free zones in a warehouse floor plan with the top left cell of each."""
import random


def pick_zone_sizes(plan):
    visited = []
    zones = []
    blocked = 0
    for r, row in enumerate(plan):
        for c, ch in enumerate(row):
            if ch == "#":
                blocked += 1
                continue
            if (r, c) in visited:
                continue
            frontier = [(r, c)]
            visited.append((r, c))
            size = 0
            racks = 0
            while frontier:
                y, x = frontier.pop(0)
                size += 1
                if plan[y][x] == "R":
                    racks += 1
                for ny, nx in [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]:
                    if ny < 0 or nx < 0 or ny >= len(plan) or nx >= len(plan[ny]):
                        continue
                    if plan[ny][nx] != "#" and (ny, nx) not in visited:
                        visited.append((ny, nx))
                        frontier.append((ny, nx))
            zones.append({"at": (r, c), "size": size, "racks": racks})
    zones.sort(key=lambda z: z["size"], reverse=True)
    return zones, blocked


def workload():
    rnd = random.Random(9)

    def mk(h, w):
        return ["".join(rnd.choice("...R##") for _ in range(w)) for _ in range(h)]

    return [([],), (["..#", "R", "", "##.."],), (mk(10, 14),), (mk(38, 45),)]
