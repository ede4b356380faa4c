"""Order in which the parts of a product are built."""

import random


class CycleError(ValueError):
    """Parts that need one another."""


def build_order(needs: dict[str, list[str]]) -> list[str]:
    """All parts so that each comes after those it needs; among those that are ready the alphabetically first goes first.

    Parts that are only named as needed count as parts without needs.
    """
    parts = list(needs)
    for wanted in needs.values():
        for part in wanted:
            if part not in parts:
                parts.append(part)

    order = []
    while len(order) < len(parts):
        ready = []
        for part in parts:
            if part in order:
                continue
            if all(other in order for other in needs.get(part, [])):
                ready.append(part)
        if not ready:
            left = sorted(part for part in parts if part not in order)
            raise CycleError("these parts need one another: " + ", ".join(left))
        order.append(sorted(ready)[0])
    return order


def workload():
    rng = random.Random(90)
    calls = []
    for n, most in ((210, 3), (150, 6), (15, 2), (2, 1)):
        names = [f"part-{rng.randrange(10**5):05d}" for _ in range(n)]
        needs = {}
        for i, name in enumerate(names):
            needs[name] = [rng.choice(names[:i]) for _ in range(rng.randint(0, most))] if i else []
        shuffled = list(needs.items())
        rng.shuffle(shuffled)
        calls.append((dict(shuffled),))
    calls.append(({"wheel": ["rim", "tyre"], "bike": ["wheel", "frame"]},))
    calls.append(({},))
    return calls
