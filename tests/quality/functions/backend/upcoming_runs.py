import random
from datetime import datetime, timedelta

FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 6))


def _parse_field(text, name, low, high):
    values = set()
    for item in text.split(","):
        span, _, step = item.partition("/")
        step = int(step) if step else 1
        if span == "*":
            first, last = low, high
        elif "-" in span:
            first, last = (int(x) for x in span.split("-"))
        else:
            first = last = int(span)
        if step < 1 or first < low or last > high or first > last:
            raise ValueError("bad %s field %r" % (name, text))
        values.update(range(first, last + 1, step))
    return values


class CronSpec:
    def __init__(self, spec):
        parts = spec.split()
        if len(parts) != 5:
            raise ValueError("need five fields: %r" % spec)
        self.fields = [_parse_field(p, *f) for p, f in zip(parts, FIELDS)]
        self.any_day = parts[2] == "*"
        self.any_weekday = parts[4] == "*"

    def matches(self, moment):
        minute, hour, day, month, weekday = self.fields
        if moment.minute not in minute or moment.hour not in hour or moment.month not in month:
            return False
        day_ok = moment.day in day
        weekday_ok = moment.isoweekday() % 7 in weekday
        if self.any_day or self.any_weekday:
            return day_ok and weekday_ok
        return day_ok or weekday_ok  # classic cron: either of the two


def upcoming_runs(jobs, after, count, lookahead_days):
    """The next `count` start times of each job strictly after `after`, at most `lookahead_days` ahead.

    jobs: {name: cron spec, weekday 0 is Sunday}. Returns ({name: [iso strings]}, [names with none],
    first minute at which two or more jobs of the result start together, or None).
    """
    horizon = after + timedelta(days=lookahead_days)
    plan = {}
    idle = []
    together = {}
    for name in sorted(jobs):
        spec = CronSpec(jobs[name])
        runs = []
        moment = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
        while moment <= horizon and len(runs) < count:
            if spec.matches(moment):
                runs.append(moment)
            moment += timedelta(minutes=1)
        if not runs:
            idle.append(name)
        for run in runs:
            together[run] = together.get(run, 0) + 1
        plan[name] = [r.isoformat(" ", "minutes") for r in runs]
    clashes = [run for run, n in together.items() if n > 1]
    return plan, idle, min(clashes).isoformat(" ", "minutes") if clashes else None


def workload():
    rng = random.Random(12)
    jobs = {"invoice-run": "30 2 1 * *", "weekly-report": "0 6 * * 1", "cleanup": "*/20 1-3 * * *",
            "audit": "15 4 13 * 5", "leap": "0 0 30 2 *"}
    for i in range(4):
        jobs["sync-%d" % i] = "%d %d %d * *" % (rng.randrange(60), rng.randrange(24), rng.randrange(1, 29))
    return [(jobs, datetime(2024, 1, 29, 22, 14, 9), 3, 20), ({"soon": "* * * * *"}, datetime(2024, 2, 28, 23, 58), 5, 1)]
