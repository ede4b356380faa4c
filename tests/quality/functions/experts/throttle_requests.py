from collections import deque


class _Key:
    __slots__ = ("recent", "spent", "row", "until")

    def __init__(self):
        self.recent = deque()
        self.spent = 0
        self.row = 0
        self.until = None


def throttle_requests(requests, window, limit):
    keys = {}
    decisions = []
    totals = {}
    blocked = {}
    last = None
    for now, key, cost in requests:
        if last is not None and now < last:
            raise ValueError("clock went back from %d to %d" % (last, now))
        last = now
        state = keys.get(key)
        if state is None:
            state = keys[key] = _Key()
        if state.until is not None and state.until > now:
            decisions.append((key, "blocked", state.until - now))
            state.row = 0
            continue
        recent = state.recent
        while recent and recent[0][0] <= now - window:
            state.spent -= recent.popleft()[1]
        spent = state.spent
        if spent + cost <= limit:
            recent.append((now, cost))
            state.spent += cost
            state.row = 0
            totals[key] = totals.get(key, 0) + cost
            decisions.append((key, "ok", limit - spent - cost))
            continue
        retry = None
        for t, c in recent:
            spent -= c
            if spent + cost <= limit:
                retry = t + window - now
                break
        decisions.append((key, "deny", retry))
        state.row += 1
        if state.row >= 5:
            state.until = now + 2 * window
            blocked[key] = None
    return decisions, totals, list(blocked)
