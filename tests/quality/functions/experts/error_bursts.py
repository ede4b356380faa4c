import re
from collections import deque
from datetime import datetime

_NUMBER = re.compile(r"0x[0-9a-f]+|\d+")
_SPACE = re.compile(r"\s+")


def error_bursts(lines, window, threshold):
    rows = []
    for line in lines:
        stamp, level, service, message = line.split(" ", 3)
        rows.append((datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S"), level, service, message))
    rows.sort(key=lambda r: r[0])
    bursts = []
    states = {}
    for now, level, service, message in rows:
        if level != "ERROR" and level != "FATAL":
            continue
        sig = service + ": " + _SPACE.sub(" ", _NUMBER.sub("#", message.strip().lower()))
        state = states.get(sig)
        if state is None:
            state = states[sig] = [deque(), None, None]
        recent, burst, last = state
        recent.append(now)
        while (now - recent[0]).total_seconds() >= window:
            recent.popleft()
            if not recent:
                break
        if burst is not None and (now - last).total_seconds() < window:
            burst[2] = now.isoformat()
            burst[3] += 1
            state[2] = now
        elif len(recent) >= threshold:
            first = recent[0]
            burst = [sig, first.isoformat(), now.isoformat(), len(recent)]
            bursts.append(burst)
            state[1] = burst
            state[2] = now
    return bursts
