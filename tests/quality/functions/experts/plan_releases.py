import heapq


def plan_releases(packages, needs, urgent=()):
    urgent = set(urgent)
    names = {name for name, _ in packages}
    waiting = {}
    users = {}
    heap = []
    inner = {}
    for name, priority in packages:
        deps = inner.get(name)
        if deps is None:
            deps = inner[name] = {d for d in needs.get(name, ()) if d in names}
            waiting[name] = len(deps)
            for d in deps:
                users.setdefault(d, []).append(name)
    keys = {}
    for name, priority in packages:
        keys.setdefault(name, []).append((name not in urgent, -priority, name))
    for name in keys:
        if not waiting[name]:
            heap.extend(keys[name])
    heapq.heapify(heap)
    done = []
    released = set()
    depths = {}
    while heap:
        name = heapq.heappop(heap)[2]
        done.append(name)
        if name in released:
            continue
        released.add(name)
        deps = inner[name]
        depths[name] = 1 + max([depths[d] for d in deps]) if deps else 0
        for user in users.get(name, ()):
            waiting[user] -= 1
            if not waiting[user]:
                for key in keys[user]:
                    heapq.heappush(heap, key)
    return done, sorted([name for name, _ in packages if name not in released]), depths
