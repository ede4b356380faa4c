import random


def throttle_requests(requests, window, limit):
    """Decide an API gateway's requests from what was let through before.

    requests: (second, key, cost), in time order. A key may spend `limit` within `window`
    seconds. Five denials in a row block the key for two windows. Returns (decisions,
    spent per key, blocked keys in order).
    """
    accepted = []
    decisions = []
    blocked_until = {}
    blocked = []

    def recent(key, now):
        return [(t, c) for t, k, c in accepted if k == key and t > now - window]

    def denials_in_a_row(key):
        n = 0
        for k, verdict, _ in reversed(decisions):
            if k != key:
                continue
            if verdict != "deny":
                break
            n += 1
        return n

    last = None
    for now, key, cost in requests:
        if last is not None and now < last:
            raise ValueError("clock went back from %d to %d" % (last, now))
        last = now
        if blocked_until.get(key, now) > now:
            decisions.append((key, "blocked", blocked_until[key] - now))
            continue
        used = recent(key, now)
        spent = sum(c for _, c in used)
        if spent + cost <= limit:
            accepted.append((now, key, cost))
            decisions.append((key, "ok", limit - spent - cost))
            continue
        retry = None
        for t, c in used:  # oldest first: when is enough of it gone?
            spent -= c
            if spent + cost <= limit:
                retry = t + window - now
                break
        decisions.append((key, "deny", retry))
        if denials_in_a_row(key) >= 5:
            blocked_until[key] = now + 2 * window
            if key not in blocked:
                blocked.append(key)
    totals = {}
    for _, key, cost in accepted:
        totals[key] = totals.get(key, 0) + cost
    return decisions, totals, blocked


def _case(seed, n, keys, window, limit, step):
    rnd = random.Random(seed)
    now = 0
    requests = []
    for _ in range(n):
        now += rnd.choice([0, 0, 1, step])
        requests.append((now, "k%d" % min(rnd.randrange(keys), rnd.randrange(keys)), rnd.randint(1, 5)))
    return requests, window, limit


def workload():
    return [_case(1, 2200, 60, 240, 26, 3), _case(2, 1000, 8, 60, 80, 2), _case(3, 12, 2, 5, 6, 2), ([], 1, 1)]
