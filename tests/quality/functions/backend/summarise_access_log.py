import random
from dataclasses import dataclass


@dataclass
class LogEntry:
    host: str
    hour: str
    method: str
    path: str
    status: int
    size: int


def _parse(line):
    """10.0.0.1 - [12/Mar/2024:10:15:32] "GET /a?b HTTP/1.1" 200 512"""
    parts = line.strip().split('"')
    if len(parts) != 3:
        return None
    head = parts[0].strip().split(" ")
    request = parts[1].strip().split(" ")
    tail = parts[2].strip().split(" ")
    if len(head) != 3 or len(request) != 3 or len(tail) != 2:
        return None
    stamp = head[2].strip("[]")
    if not tail[0].isdecimal() or not (tail[1].isdecimal() or tail[1] == "-"):
        return None
    return LogEntry(
        host=head[0],
        hour=":".join(stamp.split(":")[:2]),
        method=request[0].upper(),
        path=request[1].split("?")[0].rstrip("/") or "/",
        status=int(tail[0]),
        size=0 if tail[1] == "-" else int(tail[1]),
    )


def summarise_access_log(lines):
    """Totals per hour, per path and per status class of the web log.

    Returns ({hour: [hits, bytes, errors]}, {(method, path): hits}, {"2xx": n, ...}, number of bad lines).
    Only requests below 400 count for their path.
    """
    hours = {}
    paths = {}
    classes = {}
    bad = 0
    for line in lines:
        entry = _parse(line)
        if entry is None:
            bad += 1
            continue
        if entry.hour not in hours:
            hours[entry.hour] = [0, 0, 0]
        hours[entry.hour][0] += 1
        hours[entry.hour][1] += entry.size
        if entry.status >= 500:
            hours[entry.hour][2] += 1
        status_class = f"{entry.status // 100}xx"
        classes[status_class] = classes.get(status_class, 0) + 1
        if entry.status < 400:
            key = (entry.method, entry.path)
            paths[key] = paths.get(key, 0) + 1
    return hours, paths, classes, bad


def workload():
    rng = random.Random(200)
    lines = []
    for i in range(18000):
        stamp = "%02d/Mar/2024:%02d:%02d:%02d" % (1 + i // 9000, i // 400 % 24, rng.randrange(60), rng.randrange(60))
        path = rng.choice(("/", "/cart/", "/item?id=%d" % rng.randrange(99), "/api/v1/orders", "/img/%d.png" % rng.randrange(40)))
        line = '10.0.%d.%d - [%s] "%s %s HTTP/1.1" %d %s\n' % (
            rng.randrange(4), rng.randrange(255), stamp, rng.choice(("GET", "GET", "POST")), path,
            rng.choice((200, 200, 200, 304, 404, 500)), rng.choice(("-", str(rng.randrange(9000)))))
        if rng.random() < 0.01:
            line = line[:40]
        lines.append(line)
    return [(lines,)]
