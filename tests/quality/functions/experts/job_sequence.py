from heapq import heapify, heappop, heappush


def job_sequence(jobs):
    missing = {}
    users = {}
    ready = []
    for name, needs in jobs.items():
        distinct = set(needs)
        if distinct:
            missing[name] = len(distinct)
            for need in distinct:
                users.setdefault(need, []).append(name)
        else:
            ready.append(name)
    heapify(ready)
    order = []
    while ready:
        name = heappop(ready)
        order.append(name)
        for user in users.get(name, ()):
            left = missing[user] - 1
            if left:
                missing[user] = left
            else:
                del missing[user]
                heappush(ready, user)
    return order, sorted(missing)
