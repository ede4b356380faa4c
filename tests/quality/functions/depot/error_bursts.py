import random
import re
from datetime import datetime


def parse(line):
    stamp, level, service, message = line.split(" ", 3)
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S"), level, service, message


def signature(line):
    _, _, service, message = parse(line)
    message = re.sub(r"0x[0-9a-f]+", "#", message.strip().lower())
    message = re.sub(r"\d+", "#", message)
    return service + ": " + re.sub(r"\s+", " ", message)


def error_bursts(lines, window, threshold):
    """Bursts [signature, first stamp, last stamp, count] of the same error.

    A burst opens at `threshold` errors within `window` seconds and lasts until there was
    no such error for `window` seconds.
    """
    lines = sorted(lines, key=lambda line: parse(line)[0])
    errors = [line for line in lines if parse(line)[1] in ("ERROR", "FATAL")]
    bursts = []
    for i in range(len(errors)):
        now = parse(errors[i])[0]
        sig = signature(errors[i])
        for burst in reversed(bursts):
            if burst[0] == sig:
                break
        else:
            burst = None
        if burst and (now - datetime.fromisoformat(burst[2])).total_seconds() < window:
            burst[2] = now.isoformat()
            burst[3] += 1
            continue
        same = [e for e in errors[:i + 1] if signature(e) == sig]
        recent = [e for e in same if (now - parse(e)[0]).total_seconds() < window]
        if len(recent) >= threshold:
            bursts.append([sig, parse(recent[0])[0].isoformat(), now.isoformat(), len(recent)])
    return bursts


def workload():
    rnd = random.Random(3)
    texts = ["timeout after %d ms", "Cannot reach 10.0.0.%d:5432", "bad  pointer 0xfe%d", "disk %d full",
             "user %d locked", "lost packet %d", "retry %d failed"]
    lines = []
    now = 0
    for _ in range(420):
        now += rnd.choice([0, 1, 2, 5, 20, 90])
        lines.append("2024-05-01T%02d:%02d:%02d %s svc%d %s" % (
            now // 3600, now // 60 % 60, now % 60, rnd.choice(["ERROR", "ERROR", "INFO", "FATAL"]),
            rnd.randrange(2), rnd.choice(texts) % rnd.randrange(90)))
    rnd.shuffle(lines)
    return [(lines, 300, 4)]
