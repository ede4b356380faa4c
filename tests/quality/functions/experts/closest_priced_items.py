def closest_priced_items(items):
    by_price = {}
    for pos, it in enumerate(items):
        if it["category"] != "hidden":
            by_price.setdefault(it["cents"], []).append(pos)
    hits = []
    smallest = None
    if any(len(v) > 1 for v in by_price.values()):
        smallest = 0
        for group in by_price.values():
            for k, i in enumerate(group):
                for j in group[k + 1:]:
                    hits.append((i, j))
    elif len(by_price) > 1:
        prices = sorted(by_price)
        smallest = min(b - a for a, b in zip(prices, prices[1:]))
        for a, b in zip(prices, prices[1:]):
            if b - a == smallest:
                i, j = by_price[a][0], by_price[b][0]
                hits.append((i, j) if i < j else (j, i))
    hits.sort()
    return smallest, [(items[i]["sku"], items[j]["sku"]) for i, j in hits]
