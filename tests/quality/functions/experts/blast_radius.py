def blast_radius(calls, teams, critical):
    index = {}
    for a, b in calls:
        if a not in index:
            index[a] = len(index)
        if b not in index:
            index[b] = len(index)
    for s in teams:
        if s not in index:
            index[s] = len(index)
    services = list(index)
    n = len(services)
    callers = [set() for _ in range(n)]
    for a, b in calls:
        callers[index[b]].add(index[a])
    # Tarjan: components come out with what they reach first
    order = [0] * n
    low = [0] * n
    comp = [None] * n
    stack = []
    counter = 0
    results = []
    masks = {}
    for root in range(n):
        if order[root]:
            continue
        counter += 1
        order[root] = low[root] = counter
        stack.append(root)
        work = [(root, iter(callers[root]))]
        while work:
            v, it = work[-1]
            for w in it:
                if not order[w]:
                    counter += 1
                    order[w] = low[w] = counter
                    stack.append(w)
                    work.append((w, iter(callers[w])))
                    break
                if comp[w] is None and order[w] < low[v]:
                    low[v] = order[w]
            else:
                work.pop()
                if work and low[v] < low[work[-1][0]]:
                    low[work[-1][0]] = low[v]
                if low[v] == order[v]:
                    members = []
                    while True:
                        w = stack.pop()
                        members.append(w)
                        comp[w] = len(results)
                        if w == v:
                            break
                    mask = 0
                    for w in members:
                        mask |= 1 << w
                    here = comp[v]
                    seen = set()
                    for w in members:
                        for u in callers[w]:
                            c = comp[u]
                            if c != here and c not in seen:
                                seen.add(c)
                                mask |= results[c]
                    results.append(mask)
    for s, i in index.items():
        owner = teams.get(s, "nobody")
        masks[owner] = masks.get(owner, 0) | 1 << i
    owner_masks = list(masks.values())
    ranked = [(s, index[s]) for s in sorted(set(critical) & index.keys())]
    rows = []
    for i, service in enumerate(services):
        mask = results[comp[i]] & ~(1 << i)
        owners = 0
        for m in owner_masks:
            if m & mask:
                owners += 1
        worst = [s for s, j in ranked if mask >> j & 1]
        rows.append((service, mask.bit_count(), owners, worst))
    rows.sort(key=lambda r: (-len(r[3]), -r[1], r[0]))
    return rows
