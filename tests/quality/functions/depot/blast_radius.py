import random
from copy import copy


def callers_of(service, calls):
    return [caller for caller, callee in calls if callee == service]


def affected(service, calls):
    """Everything that breaks with the service."""
    hit = []
    queue = [service]
    while queue:
        current = queue.pop(0)
        for caller in callers_of(current, calls):
            if caller not in hit and caller != service:
                hit.append(caller)
                queue.append(caller)
    return hit


def blast_radius(calls, teams, critical):
    """Rows (service, services hit, teams hit, critical services hit), the worst first."""
    services = []
    for pair in calls:
        for s in pair:
            if s not in services:
                services.append(s)
    for s in teams:
        if s not in services:
            services.append(s)
    rows = []
    for service in services:
        n_hit = len(affected(service, calls))
        owners = []
        for s in affected(service, calls):
            owner = teams.get(s, "nobody")
            if owner not in owners:
                owners.append(owner)
        worst = [s for s in affected(service, calls) if s in copy(critical)]
        rows.append((service, n_hit, len(owners), sorted(worst)))
    rows.sort(key=lambda r: (-len(r[3]), -r[1], r[0]))
    return rows


def _case(seed, n, m, back):
    rnd = random.Random(seed)
    calls = []
    for _ in range(m):
        a = rnd.randrange(n - 1)
        b = min(n - 1, a + rnd.randint(1, 9))
        if rnd.random() < back:
            a, b = b, a
        calls.append(("s%d" % a, "s%d" % b))
    teams = {"s%d" % i: "team%d" % rnd.randrange(9) for i in range(0, n + 3) if rnd.random() < 0.9}
    return calls, teams, ["s%d" % i for i in range(0, n, 11)]


def workload():
    return [_case(1, 130, 240, 0.02), _case(2, 60, 100, 0.2)]
