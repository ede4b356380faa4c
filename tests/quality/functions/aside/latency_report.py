"""Latency statistics per endpoint from access-log lines; malformed lines are counted."""
import random
import re
from datetime import datetime


def _part(pattern, line):
    found = re.search(pattern, line)
    if found is None:
        return None
    return found.group(1)


def latency_report(lines):
    stats = {}
    malformed = 0
    by_hour = {}
    for line in lines:
        stamp = _part(r"^\[(\d\d\d\d-\d\d-\d\d \d\d:\d\d:\d\d)\] ", line)
        route = _part(r" (?:GET|POST|PUT) (/[a-z/]*) ", line)
        ms = _part(r" (\d+)ms$", line)
        if stamp is None or route is None or ms is None:
            malformed += 1
            continue
        when = datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S")
        hour = when.strftime("%H") + "h"
        by_hour[hour] = by_hour.get(hour, 0) + 1
        entry = stats.setdefault(route, {"n": 0, "total": 0, "max": 0, "slow": 0})
        entry["n"] = entry["n"] + 1
        entry["total"] = entry["total"] + int(ms)
        entry["max"] = max(entry["max"], int(ms))
        if int(ms) >= 500:
            entry["slow"] = entry["slow"] + 1
    for entry in stats.values():
        entry["mean"] = round(entry["total"] / entry["n"], 2)
    return stats, by_hour, malformed


def workload():
    rnd = random.Random(91)

    def mk(n):
        out = []
        for i in range(n):
            out.append(rnd.choice(["", "x "]) * (rnd.random() < .04) + f"[2024-03-{1 + i * 27 // n:02d} {rnd.randrange(24):02d}:{rnd.randrange(60):02d}:{rnd.randrange(60):02d}] host{rnd.randrange(3)} {rnd.choice(['GET', 'GET', 'POST', 'HEAD'])} {rnd.choice(['/', '/api/users', '/api/orders', '/login', '/X'])} 200 {rnd.randrange(900)}{rnd.choice(['ms', 'ms', 'ms', 'ms', 's'])}")
        return out

    return [([],), (["", "[2024-01-01 00:00:00] a GET / 200 7ms", "broken GET / 5ms"],), (mk(60),), (mk(9000),)]
