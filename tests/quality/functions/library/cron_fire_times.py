import random
from datetime import datetime, timedelta

FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))
NAMES = {"weekday": ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
         "month": ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]}


def _number(text, field, low, high):
    text = text.strip().lower()
    if text in NAMES.get(field, ()) and text:
        return NAMES[field].index(text)
    if not text.isdigit() or not low <= int(text) <= high:
        raise ValueError("bad %s %r" % (field, text))
    return int(text)


def _field(text, field, low, high):
    values = []
    for part in text.split(","):
        span, _, step = part.partition("/")
        if step and not (step.isdigit() and int(step)):
            raise ValueError("bad step %r" % step)
        if span == "*":
            first, last = low, high
        elif "-" in span:
            first, last = [_number(end, field, low, high) for end in span.split("-", 1)]
        else:
            first = _number(span, field, low, high)
            last = high if step else first
        values += [v for v in range(first, last + 1, int(step or 1))]
    return values


class Schedule:
    def __init__(self, spec):
        parts = spec.split()
        if len(parts) != 5:
            raise ValueError("expected 5 fields in %r" % spec)
        for text, (field, low, high) in zip(parts, FIELDS):
            setattr(self, field, _field(text, field, low, high))
        self.weekday = [v % 7 for v in self.weekday]
        self.either = parts[2] != "*" and parts[4] != "*"

    def fires(self, moment):
        if moment.minute not in self.minute or moment.hour not in self.hour or moment.month not in self.month:
            return False
        by_day = moment.day in self.day
        by_weekday = moment.isoweekday() % 7 in self.weekday
        return by_day or by_weekday if self.either else by_day and by_weekday


def cron_fire_times(spec, start, count, horizon=timedelta(days=60)):
    """The next `count` moments after `start` at which a cron line fires, no later than `horizon` from there.

    Returns (moments as ISO strings, longest gap in minutes or None, firings per weekday from Sunday, complete).
    """
    schedule = Schedule(spec)
    if count < 0:
        raise ValueError("count must not be negative")
    end = start + horizon
    moment = start.replace(second=0, microsecond=0) + timedelta(minutes=1)
    found = []
    per_weekday = [0] * 7
    while moment <= end and len(found) < count:
        if schedule.fires(moment):
            found.append(moment)
            per_weekday[moment.isoweekday() % 7] += 1
        moment += timedelta(minutes=1)
    gaps = [(b - a) // timedelta(minutes=1) for a, b in zip(found, found[1:])]
    return [m.isoformat(" ", "minutes") for m in found], max(gaps, default=None), per_weekday, len(found) == count


def workload():
    rnd = random.Random(12)
    base = datetime(2023, 11, 20, 8, 30, 12)
    out = []
    for spec, count, days in (("0 6 1 * *", 2, 60), ("*/15 9-17 * * mon-fri", 200, 60), ("30 23 29 feb *", 1, 120),
                              ("5,35 */6 13 * fri", 20, 60), ("* * * * *", 100, 1)):
        out.append((spec, base + timedelta(hours=rnd.randrange(200)), count, timedelta(days=days)))
    out.append(("0 0 * * 7", base, 3))
    return out
