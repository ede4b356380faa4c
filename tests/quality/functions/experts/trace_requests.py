import re

LINE = re.compile(r"(\d+):(\d+):(\d+)\.(\d{3}) \[(\w+)\] req=(\w+) (.*)")


def trace_requests(lines, slow_ms):
    requests = {}
    unreadable = 0
    match = LINE.match
    for line in lines:
        m = match(line.strip())
        if m is None:
            unreadable += 1
            continue
        h, mi, s, ms, service, req, text = m.groups()
        mi = int(mi)
        s = int(s)
        if mi > 59 or s > 59:
            raise ValueError("bad time in %r" % line)
        requests.setdefault(req, []).append((((int(h) * 60 + mi) * 60 + s) * 1000 + int(ms), service, text))
    summaries = []
    slow = {}
    for req, own in requests.items():
        own.sort(key=lambda rec: rec[0])
        services = []
        error = None
        for _, service, text in own:
            if not services or services[-1] != service:
                services.append(service)
            if error is None and text.startswith("ERROR"):
                error = text[5:].strip() or "unknown"
        first = own[0][0]
        took = own[-1][0] - first
        summaries.append((req, took, ">".join(services), error))
        if took >= slow_ms:
            slow[req] = ["+%d %s %s" % (at - first, service, text) for at, service, text in own]
    return summaries, slow, unreadable
