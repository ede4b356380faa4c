import random
import re

LINE = re.compile(r"(\d+):(\d+):(\d+)\.(\d{3}) \[(\w+)\] req=(\w+) (.*)")


def parse(line):
    m = LINE.match(line.strip())
    if m is None:
        return None
    h, mi, s, ms = [int(x) for x in m.groups()[:4]]
    if mi > 59 or s > 59:
        raise ValueError("bad time in %r" % line)
    return {"at": ((h * 60 + mi) * 60 + s) * 1000 + ms, "service": m.group(5), "req": m.group(6), "text": m.group(7)}


def trace_requests(lines, slow_ms):
    """Per request: services passed, time spent, first error. Slow ones get their lines back.

    Returns (summaries in order of appearance, slow request -> formatted lines, unreadable lines).
    """
    requests = []
    unreadable = 0
    for line in lines:
        rec = parse(line)
        if rec is None:
            unreadable += 1
        elif rec["req"] not in requests:
            requests.append(rec["req"])

    summaries = []
    slow = {}
    for req in requests:
        own = [rec for rec in map(parse, lines) if rec is not None and rec["req"] == req]
        own.sort(key=lambda rec: rec["at"])
        services = []
        error = None
        for rec in own:
            if not services or services[-1] != rec["service"]:
                services.append(rec["service"])
            if error is None and rec["text"].startswith("ERROR"):
                error = rec["text"][5:].strip() or "unknown"
        took = own[-1]["at"] - own[0]["at"]
        summaries.append((req, took, ">".join(services), error))
        if took >= slow_ms:
            slow[req] = ["+%d %s %s" % (rec["at"] - own[0]["at"], rec["service"], rec["text"]) for rec in own]
    return summaries, slow, unreadable


def _case(seed, nreq, per, slow_ms):
    rnd = random.Random(seed)
    rows = []
    for r in range(nreq):
        at = rnd.randrange(3600000)
        for _ in range(rnd.randint(1, per)):
            at += rnd.randint(0, 900)
            s, ms = divmod(at, 1000)
            text = rnd.choice(["start", "query took %d" % rnd.randrange(90), "cache miss", "ERROR timeout", "ERROR", "done"])
            rows.append((at, "%02d:%02d:%02d.%03d [%s] req=r%x %s" % (s // 3600, s // 60 % 60, s % 60, ms,
                         rnd.choice(["web", "auth", "stock"]), r * 77, text)))
    rows.sort()
    lines = [line for _, line in rows]
    for _ in range(len(lines) // 20):
        lines.insert(rnd.randrange(len(lines)), "   at java.lang.Thread.run")
    return lines, slow_ms


def workload():
    return [_case(1, 110, 5, 1500), _case(2, 60, 9, 3000), _case(3, 3, 3, 600), ([], 1)]
