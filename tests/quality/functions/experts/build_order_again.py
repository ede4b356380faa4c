from heapq import heapify, heappop, heappush


def build_order_again(requires):
    missing = {}
    users = {}
    for pkg, deps in requires.items():
        known = {d for d in deps if d in requires}
        missing[pkg] = len(known)
        for d in known:
            users.setdefault(d, []).append(pkg)
    ready = [p for p, n in missing.items() if n == 0]
    heapify(ready)
    built = []
    while ready:
        pkg = heappop(ready)
        built.append(pkg)
        for user in users.get(pkg, ()):
            missing[user] -= 1
            if not missing[user]:
                heappush(ready, user)
    if len(built) < len(missing):
        return {"ok": False, "order": built, "stuck": sorted(set(missing).difference(built))}
    return {"ok": True, "order": built, "stuck": []}
