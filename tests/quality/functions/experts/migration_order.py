from heapq import heapify, heappop, heappush


class PlanError(Exception):
    pass


def migration_order(migrations, applied=()):
    done = set(applied)
    for name, info in migrations.items():
        for need in info["needs"]:
            if need not in migrations and need not in done:
                raise PlanError("%s needs unknown %s" % (name, need))
    blocked = {}
    users = {}
    ready = []
    for name, info in migrations.items():
        if name in done:
            continue
        needs = {need for need in info["needs"] if need not in done}
        if needs:
            blocked[name] = len(needs)
            for need in needs:
                users.setdefault(need, []).append(name)
        else:
            ready.append(name)
    heapify(ready)
    plan = []
    clock = 0
    while ready:
        name = heappop(ready)
        plan.append("%04d %s" % (clock, name))
        clock += migrations[name]["minutes"]
        for user in users.get(name, ()):
            blocked[user] -= 1
            if not blocked[user]:
                del blocked[user]
                heappush(ready, user)
    if blocked:
        raise PlanError("circular: " + ", ".join(sorted(blocked)[:3]))
    return plan, clock
