"""Record holders of hailstone path length below a bound, each with its peak value."""


def _walk(n):
    steps = 0
    peak = n
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
        if n > peak:
            peak = n
    return steps, peak


def hailstone_records(bound):
    records = []
    best = -1
    histogram = {}
    for start in range(1, bound):
        steps, peak = _walk(start)
        bucket = steps // 10 * 10
        histogram[bucket] = histogram.get(bucket, 0) + 1
        if steps > best:
            best = steps
            records.append({"start": start, "steps": steps, "peak": peak})
    return records, {k: histogram[k] for k in sorted(histogram)}


def workload():
    return [(1,), (4,), (300,), (12000,)]
