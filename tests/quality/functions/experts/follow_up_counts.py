from bisect import bisect_right


def follow_up_counts(events, cause, effect, lag):
    times = {}
    for t, host, kind in events:
        if kind == effect:
            times.setdefault(host, []).append(t)
    for seen in times.values():
        seen.sort()
    report = {}
    for t, host, kind in events:
        if kind != cause:
            continue
        row = report.get(host)
        if row is None:
            row = report[host] = [0, 0]
        seen = times.get(host)
        hits = 0
        if seen and lag > 0:
            hits = bisect_right(seen, t + lag) - bisect_right(seen, t)
        if hits:
            row[0] += hits
        else:
            row[1] += 1
    return report
