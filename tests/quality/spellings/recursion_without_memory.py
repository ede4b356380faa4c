# ---- 1: ways to climb -----------------------------------------------------
def step_ways(height, strides):
    if height == 0:
        return 1
    total = 0
    for s in strides:
        if s <= height:
            total += step_ways(height - s, strides)
    return total


def stair_report(heights, strides):
    """Number of ways to climb each stair with the given strides."""
    usable = []
    for s in strides:
        if s > 0 and s not in usable:
            usable.append(s)
    rows = []
    for h in heights:
        if h < 0:
            rows.append((h, 0))
            continue
        rows.append((h, step_ways(h, usable)))
    odd = sum(1 for _, w in rows if w % 2)
    return rows, odd


def small_stair_report():
    return [([4, 5, 4, 0, -1], [1, 2]), ([7, 3], [2, 3, 2]), ([6], [5]), ([], [1])]


def large_stair_report():
    return [31, -1, 30], [1, 2]


# ---- 2: best weekly jobs --------------------------------------------------
def rest_value(pay: list[int], day: int) -> int:
    return best_from(pay, day + 1)


def work_value(pay: list[int], day: int) -> int:
    return pay[day] + best_from(pay, day + 2)


def best_from(pay: list[int], day: int) -> int:
    if day >= len(pay):
        return 0
    return max(rest_value(pay, day), work_value(pay, day))


def plan_shifts(pay: list[int]) -> dict:
    """No two days in a row may be worked."""
    days: list[int] = []
    best = best_from(pay, 0)
    left, day = best, 0
    while day < len(pay) and left > 0:
        if work_value(pay, day) == left:
            days.append(day)
            left -= pay[day]
            day += 2
        else:
            day += 1
    return {"best": best, "days": days, "off": len(pay) - len(days)}


def small_plan_shifts():
    return [([3, 2, 7, 10],), ([5, 5, 5, 5, 5],), ([1, 9, 1],), ([],)]


def large_plan_shifts():
    return ([(i * 37) % 23 + 1 for i in range(27)],)


# ---- 3: robot on a toll map ----------------------------------------------
class TollMap:
    def __init__(self, rows):
        self.rows = rows
        self.height = len(rows)
        self.width = min((len(r) for r in rows), default=0)

    def cheapest(self, r, c):
        if r == self.height - 1 and c == self.width - 1:
            return self.rows[r][c]
        options = []
        if r + 1 < self.height:
            options.append(self.cheapest(r + 1, c))
        if c + 1 < self.width:
            options.append(self.cheapest(r, c + 1))
        return self.rows[r][c] + min(options)


def toll(rows, budget):
    grid = TollMap([list(r) for r in rows])
    if not grid.width:
        return "no map"
    cost = grid.cheapest(0, 0)
    area = grid.width * grid.height
    verdict = "ok" if cost <= budget else f"short by {cost - budget}"
    return f"{area} fields, toll {cost}, {verdict}"


def small_toll():
    return [([[1, 3, 1], [1, 5, 1], [4, 2, 1]], 7), ([[5]], 1), ([[1, 1], [1, 1], [1, 1]], 3), ([], 5)]


def large_toll():
    return [[(r * 7 + c * 11) % 9 + 1 for c in range(11)] for r in range(12)], 50


# ---- 4: common subsequence of two traces ---------------------------------
def trace_similarity(left, right):
    """Longest common subsequence of two traces of events, as (length, per cent)."""
    a = [e.strip().lower() for e in left if e.strip()]
    b = [e.strip().lower() for e in right if e.strip()]

    def lcs(i=0, j=0):
        if i == len(a) or j == len(b):
            return 0
        return 1 + lcs(i + 1, j + 1) if a[i] == b[j] else max(lcs(i + 1, j), lcs(i, j + 1))

    length = lcs()
    longest = max(len(a), len(b), 1)
    return length, 100 * length // longest


def small_trace_similarity():
    return [
        (["open", "read", "close"], ["Open", "write", "read ", "close"]),
        (["a", "a", "b"], ["a", "b", "b", "a"]),
        (["x"], ["y"]),
        ([], ["z"]),
    ]


def large_trace_similarity():
    return ["abcdefg"[i * i % 7] for i in range(12)], ["xbydzfw"[i * 3 % 7] for i in range(11)]


CASES = {
    "stair_report": (small_stair_report, large_stair_report),
    "plan_shifts": (small_plan_shifts, large_plan_shifts),
    "toll": (small_toll, large_toll),
    "trace_similarity": (small_trace_similarity, large_trace_similarity),
}
