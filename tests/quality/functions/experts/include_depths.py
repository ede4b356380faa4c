def include_depths(units):
    parent_of = {}
    for u in units:
        if u["name"] in parent_of:
            raise ValueError("duplicate unit " + str(u["name"]))
        parent_of[u["name"]] = u.get("parent")
    for u in units:
        u["parent"]             # same KeyError for incomplete records
    known = {}                  # name -> (depth, root), (None, None) under a cycle
    rows = []
    deepest = 0
    for u in units:
        name = u["name"]
        path = []
        on_path = set()
        at = name
        while True:
            if at in known:
                depth, root = known[at]
                break
            if at in on_path:
                depth = root = None
                break
            if at not in parent_of:
                depth, root = 0, at
                break
            parent = parent_of[at]
            if parent is None:
                depth, root = 0, at
                known[at] = (0, at)
                break
            path.append(at)
            on_path.add(at)
            at = parent
        for step in reversed(path):
            if depth is not None:
                depth += 1
            known[step] = (depth, root)
        depth, root = known[name]
        rows.append((name, depth, root))
        if depth is not None and depth > deepest:
            deepest = depth
    return rows, deepest
