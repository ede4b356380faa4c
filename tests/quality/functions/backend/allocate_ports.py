"""Port bookkeeping of the game session launcher."""
import random


class NoPortLeft(RuntimeError):
    pass


class PortPool:
    def __init__(self, low, high, reserved, cooldown):
        self.low = low
        self.high = high
        self.reserved = set(reserved)
        self.cooldown = cooldown
        self.owner = {}
        self.released = {}  # port -> tick of release

    def acquire(self, session, tick):
        for port in range(self.low, self.high + 1):
            if port in self.reserved or port in self.owner:
                continue
            if port in self.released and tick - self.released[port] < self.cooldown:
                continue
            self.owner[port] = session
            self.released.pop(port, None)
            return port
        raise NoPortLeft(session)

    def release(self, session, tick):
        ports = [p for p, s in self.owner.items() if s == session]
        for port in sorted(ports):
            del self.owner[port]
            self.released[port] = tick
        return len(ports)


def allocate_ports(events, low, high, reserved=(), cooldown=20):
    """Replay ("start", session, ports wanted) and ("stop", session) events, one per tick.

    A start takes the lowest ports that are free and were not released within the last `cooldown` ticks;
    when there are not enough, those already taken are given back (and cool down) and the start fails.
    Returns ([(session, ports or None)], stops of unknown sessions, peak of ports in use, {port: session} at the end).
    """
    if high < low:
        raise ValueError("empty port range")
    pool = PortPool(low, high, reserved, cooldown)
    log = []
    unknown = 0
    peak = 0
    for tick, event in enumerate(events):
        if event[0] == "start":
            _, session, wanted = event
            ports = []
            try:
                for _ in range(wanted):
                    ports.append(pool.acquire(session, tick))
            except NoPortLeft:
                for port in ports:
                    del pool.owner[port]
                    pool.released[port] = tick
                ports = None
            log.append((session, ports))
            peak = max(peak, len(pool.owner))
        elif event[0] == "stop":
            if not pool.release(event[1], tick):
                unknown += 1
        else:
            raise ValueError("unknown event %r" % (event[0],))
    return log, unknown, peak, dict(sorted(pool.owner.items()))


def workload():
    rng = random.Random(27015)
    events = []
    running = []
    for i in range(2200):
        if running and rng.random() < 0.42:
            events.append(("stop", running.pop(rng.randrange(len(running)))))
        elif rng.random() < 0.02:
            events.append(("stop", "ghost%d" % i))
        else:
            name = "s%04d" % i
            events.append(("start", name, rng.randrange(1, 6)))
            running.append(name)
    return [(events, 27000, 28100, tuple(range(27015, 27020)), 25), (events[:400], 27000, 27090, (), 5)]
