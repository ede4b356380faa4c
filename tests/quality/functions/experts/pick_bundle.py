def pick_bundle(items, budget, required=()):
    names = {item["name"] for item in items}
    for name in required:
        if name not in names:
            raise KeyError(name)
    must = set(required)
    # names may repeat: then one of them is enough, and which ones are in has to be remembered
    shared = {}
    for item in items:
        if item["name"] in must:
            shared[item["name"]] = shared.get(item["name"], 0) + 1
    bits = {name: 1 << k for k, name in enumerate(sorted(n for n in shared if shared[n] > 1))}
    everything = (1 << len(bits)) - 1
    # (price, required names in) -> (-worth, size, index chain); last item first, so that
    # among equals the first in combinations() order has the smallest chain
    states = {(0, 0): (0, 0, ())}
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        name = item["name"]
        price = item["price"]
        worth = item["worth"]
        bit = bits.get(name, 0)
        forced = name in must and not bit
        new = {} if forced else dict(states)
        for (spent, mask), (minus, size, chain) in states.items():
            total = spent + price
            if total > budget and price >= 0:
                continue
            key = (total, mask | bit)
            state = (minus - worth, size + 1, (i, chain))
            old = new.get(key)
            if old is None or state < old:
                new[key] = state
        states = new
    best = None
    for (spent, mask), (minus, size, chain) in states.items():
        if mask == everything and spent <= budget:
            key = (minus, spent, size, chain)
            if best is None or key < best:
                best = key
    if best is None:
        return None
    minus, spent, size, chain = best
    chosen = []
    while chain:
        i, chain = chain
        chosen.append(items[i]["name"])
    return chosen, spent, -minus
