import random
from collections import namedtuple

Alert = namedtuple("Alert", "at service check severity")
_RANK = {"info": 0, "warn": 1, "page": 2}


def suppress_alerts(alerts, quiet_seconds):
    """Decide which alerts (sorted by time) are sent.

    An alert is held back if the same service and check sent one less than `quiet_seconds` ago,
    unless its severity is higher than that of the one sent. Returns (sent as (at, service, check, held back since),
    {service: held back in total}).
    """
    last = {}
    sent = []
    held_total = {}
    previous_at = None
    for at, service, check, severity in alerts:
        if previous_at is not None and at < previous_at:
            raise ValueError("alerts are not in time order")
        previous_at = at
        rank = _RANK[severity]
        key = (service, check)
        state = last.get(key)
        if state is None:
            last[key] = [at, rank, 0]
            sent.append((at, service, check, 0))
        elif at - state[0] < quiet_seconds and rank <= state[1]:
            state[2] += 1
            held_total[service] = held_total.get(service, 0) + 1
        else:
            sent.append((at, service, check, state[2]))
            state[0] = at
            state[1] = rank
            state[2] = 0
    return sent, held_total


def workload():
    rng = random.Random(31)
    at = 0
    alerts = []
    for _ in range(140000):
        at += rng.randrange(3)
        alerts.append(Alert(at, "svc%d" % rng.randrange(12), rng.choice(("cpu", "disk", "ping")), rng.choice(("info", "warn", "warn", "page"))))
    return [(alerts, 300)]
