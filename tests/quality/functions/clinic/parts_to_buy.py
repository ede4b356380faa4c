import random


def parts_to_buy(bom, orders, on_hand):
    """Purchase list for a batch of orders.

    bom: part -> [(component, pieces)], a part without components is bought. orders:
    (product, quantity). Returns (shortages, deepest level per bought part, lines exploded).
    """
    def explode(part, qty, level, trail, lines):
        if part in trail:
            raise ValueError("circular bom: " + " > ".join(trail + (part,)))
        components = bom.get(part)
        if not components:
            return lines + [(part, qty, level)]
        for component, pieces in components:
            lines = explode(component, qty * pieces, level + 1, trail + (part,), lines)
        return lines

    need = {}
    deepest = {}
    exploded = 0
    for product, quantity in orders:
        if quantity <= 0:
            continue  # cancelled
        for part, qty, level in explode(product, quantity, 0, (), []):
            need[part] = need.get(part, 0) + qty
            if level > deepest.get(part, -1):
                deepest[part] = level
            exploded += 1
    shortages = []
    for part, qty in need.items():
        short = qty - on_hand.get(part, 0)
        if short > 0:
            shortages.append({"part": part, "short": short, "urgent": on_hand.get(part, 0) == 0})
    shortages.sort(key=lambda s: (not s["urgent"], -s["short"]))
    return shortages, deepest, exploded


def _case(seed, levels, width, fan, norders):
    rnd = random.Random(seed)
    bom = {}
    for level in range(levels):
        for i in range(width):
            lower = ["L%d-%d" % (min(level + rnd.choice([1, 1, 1, 2]), levels), rnd.randrange(width)) for _ in range(fan)]
            bom["L%d-%d" % (level, i)] = [(part, rnd.randint(1, 4)) for part in lower]
    orders = [("L0-%d" % rnd.randrange(width), rnd.randint(0, 9)) for _ in range(norders)]
    return bom, orders, {"L%d-%d" % (levels, i): rnd.choice([0, 100, 5000]) for i in range(width)}


def workload():
    return [_case(1, 8, 6, 3, 7), _case(2, 12, 8, 2, 12), _case(3, 2, 3, 2, 3), ({}, [("bolt", 4)], {"bolt": 3})]
