def feed_load_report(outlets, headroom=80):
    first = {}
    children = {}
    for o in outlets:
        first.setdefault(o["name"], o)
        children.setdefault(o["fed_by"], []).append(o)
    levels = {}

    def level_of(node):
        chain = []
        name = node["name"]
        up = node["fed_by"]
        base = 0
        while up is not None:
            chain.append(name)
            parent = first.get(up)
            if parent is None:
                raise LookupError("%s is fed by unknown %s" % (name, up))
            if up in levels:
                base = levels[up]
                break
            name = up
            up = parent["fed_by"]
        else:
            levels[name] = 0
        for name in reversed(chain):
            base += 1
            levels[name] = base
        return base

    below = {}

    def watts_below(name):
        order = [name]
        for n in order:
            for c in children.get(n, ()):
                if c["name"] not in below:
                    order.append(c["name"])
        for n in reversed(order):
            if n not in below:
                below[n] = sum([c["watts"] + below[c["name"]] for c in children.get(n, ())])
        return below[name]

    lines = []
    overloaded = []
    deepest = 0
    for node in outlets:
        name = node["name"]
        level = levels[name] if name in levels and first[name] is node else level_of(node)
        load = node["watts"] + (below[name] if name in below else watts_below(name))
        if level > deepest:
            deepest = level
        lines.append("%s%s %dW" % ("  " * level, name, load))
        if node["limit"] is not None and load * 100 > node["limit"] * headroom:
            overloaded.append((name, load, node["limit"]))
    overloaded.sort(key=lambda x: x[2] - x[1])
    return lines, overloaded, deepest
