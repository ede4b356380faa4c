import random


def biggest_lot(plan, free="."):
    """Largest all-free rectangle as (area, top, left, bottom, right); None if no cell is free."""
    if any(len(line) != len(plan[0]) for line in plan):
        raise ValueError("ragged plan")
    best = None
    height = len(plan)
    width = len(plan[0]) if plan else 0
    for top in range(height):
        for left in range(width):
            for bottom in range(top, height):
                for right in range(left, width):
                    area = (bottom - top + 1) * (right - left + 1)
                    if best is not None and area <= best[0]:
                        continue
                    if all(plan[y][x] == free
                           for y in range(top, bottom + 1)
                           for x in range(left, right + 1)):
                        best = (area, top, left, bottom, right)
    return best


def workload():
    rng = random.Random(68)
    jobs = []
    for h, w, share in ((13, 16, 0.2), (16, 14, 0.1), (10, 20, 0.4)):
        jobs.append((["".join("#" if rng.random() < share else "." for _ in range(w))
                      for _ in range(h)],))
    jobs.append(([[rng.randint(0, 2) for _ in range(14)] for _ in range(12)], 1))
    return jobs
