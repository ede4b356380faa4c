import re
from bisect import bisect_right
from collections import Counter

_LINE = re.compile(r"(\d+)/(\d\d):(\d\d):(\d\d) (\S+) (INFO|WARN|ERROR)(?: (\S+))?$")


def _stamp(time):
    return "%d/%02d:%02d:%02d" % (time // 86400, time // 3600 % 24, time // 60 % 60, time % 60)


def session_report(lines, idle=900, window=60, least=4, step=10):
    if min(idle, window, least, step) < 1:
        raise ValueError("idle, window, least and step must be positive")
    events = []
    match = _LINE.match
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        found = match(text)
        if not found:
            raise ValueError("line %d is no log line: %r" % (number, line))
        day, hour, minute, second, user, level, code = found.groups()
        hour, minute, second = int(hour), int(minute), int(second)
        if hour > 23 or minute > 59 or second > 59:
            raise ValueError("line %d has an impossible time" % number)
        events.append((((int(day) * 24 + hour) * 60 + minute) * 60 + second, user, level == "ERROR", code or "-"))
    events.sort(key=lambda e: e[0])
    # sessions: per user [start, end] of the one in progress and the totals
    spans = []
    last = {}
    totals = {}
    for time, user, failed, _ in events:
        span = last.get(user)
        if span is None or time - span[1] > idle:
            if span is None:
                totals[user] = [0, 0, 0]
            last[user] = span = [time, time]
            spans.append(span)
            total = totals[user]
            total[0] += 1
        else:
            total = totals[user]
            total[1] += time - span[1]
            span[1] = time
        total[2] += failed
    users = [(user, *totals[user]) for user in sorted(totals)]
    # load: changes at the samples
    histogram = Counter()
    peak, when = 0, None
    if spans:
        start = spans[0][0]
        samples = len(range(start, max(s[1] for s in spans) + 1, step))
        change = {}
        for a, b in spans:
            a = -((start - a) // step)
            b = (b - start) // step + 1
            if a < b:
                change[a] = change.get(a, 0) + 1
                change[b] = change.get(b, 0) - 1
        active = at = 0
        for k in sorted(change):
            if k > at:
                histogram[active] += min(k, samples) - at
                at = k
            active += change[k]
            if active > peak:
                peak, when = active, _stamp(start + k * step)
        if samples > at:
            histogram[active] += samples - at
    errors = [e for e in events if e[2]]
    times = [e[0] for e in errors]
    ranges = []
    for time in times if len(times) >= least else ():
        hi = bisect_right(times, time)
        lo = bisect_right(times, time - window, 0, hi)
        if hi - lo < least:
            continue
        if ranges and times[ranges[-1][1] - 1] >= times[lo]:
            ranges[-1][1] = hi
        else:
            ranges.append([lo, hi])
    bursts = []
    for lo, hi in ranges:
        burst = errors[lo:hi]
        codes = Counter(e[3] for e in burst)
        code = min(codes, key=lambda c: (-codes[c], c))
        bursts.append((_stamp(times[lo]), _stamp(times[hi - 1]), hi - lo, code, sorted({e[1] for e in burst})))
    return users, (sorted(histogram.items()), peak, when), bursts
