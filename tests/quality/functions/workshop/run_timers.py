import random


class TimerBoard:
    """Software timers of a small controller, fired strictly in order of time."""

    def __init__(self):
        self.active = []

    def start(self, name, due, prio, period, spawn):
        if period < 0:
            raise ValueError("negative period for " + name)
        self.active.append({"name": name, "due": due, "prio": prio, "period": period, "spawn": spawn})

    def next_timer(self):
        best = None
        for timer in self.active:
            if best is None:
                best = timer
            elif timer["due"] < best["due"]:
                best = timer
            elif timer["due"] == best["due"] and timer["prio"] < best["prio"]:
                best = timer
        return best

    def fire(self, timer):
        now = timer["due"]
        if timer["period"] > 0:
            timer["due"] = now + timer["period"]
        else:
            self.active = [t for t in self.active if t is not timer]
        if timer["spawn"]:
            self.start(timer["name"] + "'", now + timer["spawn"], timer["prio"], 0, 0)
        return now, timer["name"]


def run_timers(timers, horizon):
    """Trace of (time, name) firings up to the horizon; a timer is (name, first, prio,
    period, spawn) where spawn > 0 starts a one-shot follow-up after that many ticks."""
    board = TimerBoard()
    for name, first, prio, period, spawn in timers:
        board.start(name, first, prio, period, spawn)
    trace = []
    fired = {}
    while True:
        timer = board.next_timer()
        if timer is None or timer["due"] > horizon:
            break
        now, name = board.fire(timer)
        trace.append((now, name))
        fired[name] = fired.get(name, 0) + 1
    return trace, fired


def workload():
    out = []
    for seed, n, horizon in ((91, 150, 500), (92, 260, 400), (93, 4, 60), (94, 200, 450)):
        rng = random.Random(seed)
        out.append(([("tm%d" % i, rng.randint(0, 300), rng.randint(0, 3),
                      rng.choice([0, 60, 90, 125, 200]), rng.choice([0, 0, 7, 30])) for i in range(n)], horizon))
    return out
