"""Rolling percentiles of request latencies, as shown on the monitoring wall."""
from bisect import bisect_left, insort
from collections import deque


class Window:
    """The last `size` samples, kept both in order of arrival and sorted."""

    def __init__(self, size):
        self.size = size
        self.samples = deque()
        self.ordered = []

    def push(self, millis):
        ordered = self.ordered
        if len(ordered) == self.size:
            del ordered[bisect_left(ordered, self.samples.popleft())]
        self.samples.append(millis)
        insort(ordered, millis)

    def percentile(self, percent):
        rank = max(1, -(-len(self.ordered) * percent // 100))
        return self.ordered[rank - 1]


def rolling_latency_report(samples, window=200, alarm=800):
    """samples: (endpoint, millis) in order of time.

    Returns the alarms and, per endpoint, the highest p50 and p95 seen over the rolling window.
    """
    if window < 1:
        raise ValueError("window must be positive")
    windows = {}
    peaks = {}
    alarms = []
    alarmed = set()
    for n, (endpoint, millis) in enumerate(samples):
        w = windows.get(endpoint)
        if w is None:
            w = windows[endpoint] = Window(window)
        w.push(millis)
        p50, p95 = w.percentile(50), w.percentile(95)
        top50, top95 = peaks.get(endpoint, (0, 0))
        peaks[endpoint] = (max(top50, p50), max(top95, p95))
        if p95 > alarm and endpoint not in alarmed:
            alarmed.add(endpoint)
            alarms.append(f"#{n} {endpoint}: p95 {p95} ms, p50 {p50} ms, worst {w.percentile(100)} ms")
        elif p95 <= alarm and endpoint in alarmed:
            alarmed.discard(endpoint)
            alarms.append(f"#{n} {endpoint}: back to normal ({p95} ms)")
    return {"peaks": peaks, "alarms": alarms}
