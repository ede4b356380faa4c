from collections import deque
from heapq import heappop, heappush


def allocate_ports(events, low, high, reserved=(), cooldown=20):
    if high < low:
        raise ValueError("empty port range")
    reserved = set(reserved)
    free = [p for p in range(low, high + 1) if p not in reserved]  # ascending: a heap already
    cooling = deque()  # (tick of release, port), ticks ascending
    owned = {}  # session -> ports
    in_use = 0
    log = []
    unknown = 0
    peak = 0
    for tick, event in enumerate(events):
        while cooling and tick - cooling[0][0] >= cooldown:
            heappush(free, cooling.popleft()[1])
        if event[0] == "start":
            _, session, wanted = event
            ports = []
            if wanted <= len(free):
                for _ in range(wanted):
                    ports.append(heappop(free))
                if ports:
                    owned.setdefault(session, []).extend(ports)
                    in_use += len(ports)
            elif cooldown > 0:
                for port in range(len(free)):
                    cooling.append((tick, heappop(free)))
                ports = None
            else:
                ports = None
            log.append((session, ports))
            if in_use > peak:
                peak = in_use
        elif event[0] == "stop":
            ports = owned.pop(event[1], None)
            if ports is None:
                unknown += 1
            else:
                in_use -= len(ports)
                for port in ports:
                    if cooldown > 0:
                        cooling.append((tick, port))
                    else:
                        heappush(free, port)
        else:
            raise ValueError("unknown event %r" % (event[0],))
    final = {port: session for session, ports in owned.items() for port in ports}
    return log, unknown, peak, dict(sorted(final.items()))
