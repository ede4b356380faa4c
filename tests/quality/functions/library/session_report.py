import random
import re
from collections import Counter, namedtuple

Event = namedtuple("Event", "time user level code")
_LINE = re.compile(r"(\d+)/(\d\d):(\d\d):(\d\d) (\S+) (INFO|WARN|ERROR)(?: (\S+))?$")


class Session:
    """Uninterrupted activity of one user."""

    def __init__(self, event):
        self.user = event.user
        self.start = self.end = event.time
        self.events = [event]

    def accepts(self, event, idle):
        return event.user == self.user and event.time - self.end <= idle

    def add(self, event):
        self.end = event.time
        self.events.append(event)


def _parse(line, number):
    found = _LINE.match(line.strip())
    if not found:
        raise ValueError("line %d is no log line: %r" % (number, line))
    day, hour, minute, second = map(int, found.groups()[:4])
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("line %d has an impossible time" % number)
    return Event(((day * 24 + hour) * 60 + minute) * 60 + second, found[5], found[6], found[7] or "-")


def _stamp(time):
    return "%d/%02d:%02d:%02d" % (time // 86400, time // 3600 % 24, time // 60 % 60, time % 60)


def _sessions(events, idle):
    sessions = []
    for event in events:
        for session in reversed(sessions):
            if session.accepts(event, idle):
                session.add(event)
                break
        else:
            sessions.append(Session(event))
    return sessions


def _load(sessions, step):
    """How many sessions are open, sampled every `step` seconds: (histogram, peak, when it is reached first)."""
    histogram = Counter()
    peak, when = 0, None
    if sessions:
        for time in range(sessions[0].start, max(s.end for s in sessions) + 1, step):
            active = sum(1 for s in sessions if s.start <= time <= s.end)
            histogram[active] += 1
            if active > peak:
                peak, when = active, _stamp(time)
    return sorted(histogram.items()), peak, when


def _bursts(errors, window, least):
    """Stretches in which every error sees at least `least` errors in the `window` seconds up to itself."""
    bursts = []
    for error in errors:
        recent = [e for e in errors if error.time - window < e.time <= error.time]
        if len(recent) < least:
            continue
        if bursts and bursts[-1][-1].time >= recent[0].time:
            bursts[-1] = bursts[-1] + [e for e in recent if e.time > bursts[-1][-1].time]
        else:
            bursts.append(recent)
    return bursts


def session_report(lines, idle=900, window=60, least=4, step=10):
    """Group the lines of a log into sessions and find bursts of errors.

    Lines read "day/hh:mm:ss user LEVEL [code]" and may be out of order; blank lines are skipped.
    Returns (sessions per user as (user, sessions, seconds, errors), load as told by _load,
    bursts as (from, to, errors, commonest code, users)).
    """
    if min(idle, window, least, step) < 1:
        raise ValueError("idle, window, least and step must be positive")
    events = sorted((_parse(line, n) for n, line in enumerate(lines, 1) if line.strip()), key=lambda e: e.time)
    sessions = _sessions(events, idle)
    users = []
    for user in sorted({e.user for e in events}):
        own = [s for s in sessions if s.user == user]
        failed = sum(1 for s in own for e in s.events if e.level == "ERROR")
        users.append((user, len(own), sum(s.end - s.start for s in own), failed))
    bursts = []
    for burst in _bursts([e for e in events if e.level == "ERROR"], window, least):
        codes = Counter(e.code for e in burst)
        code = min(codes, key=lambda c: (-codes[c], c))
        bursts.append((_stamp(burst[0].time), _stamp(burst[-1].time), len(burst), code,
                       sorted({e.user for e in burst})))
    return users, _load(sessions, step), bursts


def _log(rnd, n, people, calm):
    lines, time, trouble = [], 3600, 0
    for _ in range(n):
        time += rnd.randint(0, 4) if trouble else int(rnd.expovariate(1 / calm))
        trouble = max(0, trouble - 1) if trouble else rnd.random() < .02 and rnd.randint(5, 25)
        level = "ERROR E%d" % rnd.randrange(6) if trouble or rnd.random() < .1 else rnd.choice(["INFO", "WARN slow"])
        lines.append("%s user%02d %s" % (_stamp(time), rnd.randrange(people), level))
    rnd.random() < .5 and lines.reverse()
    return lines


def workload():
    rnd = random.Random(503)
    return [(_log(rnd, 900, 40, 25), 300), (_log(rnd, 500, 12, 60), 600, 45, 5, 30), (_log(rnd, 300, 5, 8), 60)]
