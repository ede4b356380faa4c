"""Rolling percentiles of request latencies, as shown on the monitoring wall."""
import random
from collections import defaultdict, deque


def percentile(values, percent):
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[rank - 1]


class Window:
    def __init__(self, size):
        self.samples = deque(maxlen=size)

    def push(self, millis):
        self.samples.append(millis)

    @property
    def p50(self):
        return percentile(self.samples, 50)

    @property
    def p95(self):
        return percentile(self.samples, 95)

    def worst(self):
        return percentile(self.samples, 100)


def rolling_latency_report(samples, window=200, alarm=800):
    """samples: (endpoint, millis) in order of time.

    Returns the alarms and, per endpoint, the highest p50 and p95 seen over the rolling window.
    """
    if window < 1:
        raise ValueError("window must be positive")
    windows = defaultdict(lambda: Window(window))
    peaks = {}
    alarms = []
    alarmed = set()
    for n, (endpoint, millis) in enumerate(samples):
        w = windows[endpoint]
        w.push(millis)
        p50, p95 = w.p50, w.p95
        top50, top95 = peaks.get(endpoint, (0, 0))
        peaks[endpoint] = (max(top50, p50), max(top95, p95))
        if p95 > alarm and endpoint not in alarmed:
            alarmed.add(endpoint)
            alarms.append(f"#{n} {endpoint}: p95 {p95} ms, p50 {p50} ms, worst {w.worst()} ms")
        elif p95 <= alarm and endpoint in alarmed:
            alarmed.discard(endpoint)
            alarms.append(f"#{n} {endpoint}: back to normal ({p95} ms)")
    return {"peaks": peaks, "alarms": alarms}


def _samples(rng, n, endpoints):
    out = []
    for i in range(n):
        slow = 3 if (i // 400) % 3 == 2 else 1
        millis = rng.choice([12, 15, 15, 20, rng.randint(10, 400), rng.randint(50, 600) * slow])
        out.append((rng.choice(endpoints), millis))
    return out


def workload():
    rng = random.Random(909)
    return [
        ([("/ping", 1)],),
        (_samples(rng, 40, ["/a", "/b"]), 5, 300),
        (_samples(rng, 1500, ["/cart", "/search", "/login"]),),
        (_samples(rng, 1200, ["/api"]), 300, 900),
    ]
