"""Daily new versus returning visitors and the cumulative number of distinct visitors."""
import random


def visitor_growth(days):
    table = []
    for i, (label, visits) in enumerate(days):
        before = set()
        for _, earlier in days[:i]:
            for user in earlier:
                before.add(user)
        today = set(visits)
        fresh = len([u for u in today if u not in before])
        back = len(today) - fresh
        reach = len(before | today)
        rate = round(100 * fresh / len(today), 1) if today else 0.0
        table.append({"day": label, "hits": len(visits), "new": fresh, "returning": back, "reach": reach, "new_pct": rate})
    return table


def workload():
    rnd = random.Random(17)

    def mk(d, n, pool):
        return [(f"2023-{i:03d}", [f"u{int(rnd.random() ** 2 * pool)}" for _ in range(rnd.randrange(n))]) for i in range(d)]

    return [([],), ([("a", []), ("b", ["x", "x"]), ("c", ["x", "y"])],), (mk(20, 30, 100),), (mk(130, 120, 5000),)]
