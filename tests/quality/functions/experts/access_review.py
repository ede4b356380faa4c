def access_review(groups, users, risky):
    by_name = {g["name"]: g for g in groups}
    # strongly cyclic groups share everything reachable, so plain reachability is enough
    cache = {}

    def grants_of(name):
        known = cache.get(name)
        if known is not None:
            return known
        found = {}
        seen = {name}
        stack = [name]
        while stack:
            at = stack.pop()
            ready = cache.get(at)
            if ready is not None:
                found.update(ready)
                continue
            group = by_name[at]
            for g in group["grants"]:
                found[g] = None
            for p in group["parents"]:
                if p not in seen and p in by_name:
                    seen.add(p)
                    stack.append(p)
        cache[name] = found
        return found

    lines = []
    conflicts = []
    holders = {}
    for login, member_of in users:
        effective = {}
        for name in member_of:
            if name not in by_name:
                raise KeyError("%s is in unknown group %s" % (login, name))
            effective.update(grants_of(name))
        for grant in effective:
            holders[grant] = holders.get(grant, 0) + 1
        for a, b in risky:
            if a in effective and b in effective:
                conflicts.append((login, a, b))
        lines.append("%s: %s" % (login, ", ".join(sorted(effective)) or "-"))
    return lines, conflicts, sorted(holders.items(), key=lambda h: (-h[1], h[0]))
