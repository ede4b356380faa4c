def parts_to_buy(bom, orders, on_hand):
    known = {}  # part -> ({bought part: [pieces, deepest level below]} in order of first use, lines)

    def per_piece(part, trail):
        if part in trail:
            raise ValueError("circular bom: " + " > ".join([*trail, part]))
        ready = known.get(part)
        if ready is not None:
            return ready
        components = bom.get(part)
        if not components:
            ready = known[part] = ({part: (1, 0)}, 1)
            return ready
        trail[part] = None
        total = {}
        lines = 0
        for component, pieces in components:
            sub, sublines = per_piece(component, trail)
            lines += sublines
            for bought, (qty, level) in sub.items():
                was = total.get(bought)
                if was is None:
                    total[bought] = (qty * pieces, level + 1)
                else:
                    total[bought] = (was[0] + qty * pieces, max(was[1], level + 1))
        del trail[part]
        ready = known[part] = (total, lines)
        return ready

    need = {}
    deepest = {}
    exploded = 0
    for product, quantity in orders:
        if quantity <= 0:
            continue
        total, lines = per_piece(product, {})
        exploded += lines
        for part, (qty, level) in total.items():
            need[part] = need.get(part, 0) + qty * quantity
            if level > deepest.get(part, -1):
                deepest[part] = level
    shortages = []
    for part, qty in need.items():
        have = on_hand.get(part, 0)
        if qty > have:
            shortages.append({"part": part, "short": qty - have, "urgent": have == 0})
    shortages.sort(key=lambda s: (not s["urgent"], -s["short"]))
    return shortages, deepest, exploded
