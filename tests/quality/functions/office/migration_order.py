import random


class PlanError(Exception):
    pass


def migration_order(migrations, applied=()):
    """Order database migrations so that each comes after everything it needs.

    migrations: {name: {"needs": [...], "minutes": n}}. Among those ready the
    alphabetically first goes next. Returns (plan with start minutes, total minutes).
    """
    for name, info in migrations.items():
        for need in info["needs"]:
            if need not in migrations and need not in applied:
                raise PlanError("%s needs unknown %s" % (name, need))
    finished = list(applied)
    todo = [n for n in migrations if n not in finished]
    plan = []
    clock = 0
    while todo:
        candidate = None
        for name in sorted(todo):
            ready = True
            for need in migrations[name]["needs"]:
                if need not in finished:
                    ready = False
                    break
            if ready:
                candidate = name
                break
        if candidate is None:
            raise PlanError("circular: " + ", ".join(sorted(todo)[:3]))
        plan.append("%04d %s" % (clock, candidate))
        clock += migrations[candidate]["minutes"]
        finished.append(candidate)
        todo.remove(candidate)
    return plan, clock


def _migs(seed, n):
    rnd = random.Random(seed)
    names = ["%s_%04d" % (rnd.choice(["add", "drop", "alter", "index"]), k) for k in rnd.sample(range(9999), n)]
    out = {}
    order = list(range(n))
    rnd.shuffle(order)
    for i in order:
        needs = rnd.sample(names[max(0, i - 40):i], min(i, rnd.randint(0, 3)))
        out[names[i]] = {"needs": needs, "minutes": rnd.randint(1, 30)}
    return out


def workload():
    loop = _migs(4, 60)
    first = sorted(loop)[0]
    loop["zz_end"] = {"needs": [first], "minutes": 1}
    loop[first]["needs"].append("zz_end")
    return [(_migs(1, 330),), (_migs(2, 250), ("base",)), (loop,), ({},), ({"a": {"needs": ["b"], "minutes": 1}},)]
