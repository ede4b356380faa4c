def _triples(values, target):
    """Count i<j<k with sum target: for each middle, pairs (earlier, later) by value."""
    later = {}
    for v in values:
        later[v] = later.get(v, 0) + 1
    earlier = {}
    total = 0
    for v in values:
        later[v] -= 1
        if not later[v]:
            del later[v]
        need = target - v
        if len(earlier) <= len(later):
            for e, c in earlier.items():
                n = later.get(need - e)
                if n:
                    total += c * n
        else:
            for w, c in later.items():
                n = earlier.get(need - w)
                if n:
                    total += c * n
        earlier[v] = earlier.get(v, 0) + 1
    return total


def meal_combos(dishes, target):
    values = [d["kcal"] for d in dishes]
    total = _triples(values, target)
    veggie = 0
    example = None
    if total:
        veggie = _triples([d["kcal"] for d in dishes if d["veg"]], target)
        last = {v: i for i, v in enumerate(values)}
        n = len(values)
        for i in range(n):
            for j in range(i + 1, n):
                need = target - values[i] - values[j]
                if last.get(need, -1) > j:
                    k = values.index(need, j + 1)
                    example = (dishes[i]["name"], dishes[j]["name"], dishes[k]["name"])
                    break
            if example:
                break
    return {"combos": total, "vegetarian": veggie, "example": example}
