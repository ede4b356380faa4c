"""Walking distance from each parking cell 'P' to the nearest charger 'C' in a garage map."""
import random
from collections import deque


def nearest_charger(rows):
    height = len(rows)
    result = {}
    unreachable = []
    for r in range(height):
        for c in range(len(rows[r])):
            if rows[r][c] != "P":
                continue
            queue = deque([(r, c, 0)])
            seen = {(r, c)}
            answer = None
            while queue:
                y, x, d = queue.popleft()
                if rows[y][x] == "C":
                    answer = d
                    break
                for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                    ny, nx = y + dy, x + dx
                    if 0 <= ny < height and 0 <= nx < len(rows[ny]) and rows[ny][nx] != "#" and (ny, nx) not in seen:
                        seen.add((ny, nx))
                        queue.append((ny, nx, d + 1))
            if answer is None:
                unreachable.append((r, c))
            else:
                result[(r, c)] = answer
    far = max(result.values()) if result else None
    return result, unreachable, far


def workload():
    rnd = random.Random(67)

    def mk(h, w, chargers):
        g = [[rnd.choice("PP..#") for _ in range(w)] for _ in range(h)]
        for _ in range(chargers):
            g[rnd.randrange(h)][rnd.randrange(w)] = "C"
        return ["".join(x) for x in g]

    return [([],), (["P#C", "P.", "", "P"],), (mk(8, 9, 2),), (mk(26, 34, 2),)]
