import re
from datetime import datetime

_STAMP = re.compile(r"\[(\d\d\d\d-\d\d-\d\d \d\d:\d\d:\d\d)\] ").match
_ROUTE = re.compile(r" (?:GET|POST|PUT) (/[a-z/]*) ").search
_MS = re.compile(r" (\d+)ms$").search


def latency_report(lines):
    table = {}
    malformed = 0
    hours = {}
    days_ok = set()
    for line in lines:
        stamp = _STAMP(line)
        route = stamp and _ROUTE(line)
        # the duration is the last word; a trailing newline is allowed by "$"
        tail = route and _MS(line, max(line.rfind(" "), 0))
        if not tail:
            tail = route and _MS(line)
        if not tail:
            malformed += 1
            continue
        text = stamp[1]
        day = text[:10]
        clock = text[11:]
        if day not in days_ok or not (text.isascii() and clock < "24" and clock[3] < "6" and clock[6] < "6"):
            clock = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").strftime("%H:%M:%S")
            if text.isascii():
                days_ok.add(day)
        hour = clock[:2]
        hours[hour] = hours.get(hour, 0) + 1
        ms = int(tail[1])
        name = route[1]
        times = table.get(name)
        if times is None:
            table[name] = [ms]
        else:
            times.append(ms)
    stats = {}
    for name, times in table.items():
        n = len(times)
        total = sum(times)
        stats[name] = {"n": n, "total": total, "max": max(times), "slow": sum(ms >= 500 for ms in times), "mean": round(total / n, 2)}
    return stats, {h + "h": n for h, n in hours.items()}, malformed
