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


def upcoming_runs(jobs, after, count, lookahead_days):
    horizon = after + timedelta(days=lookahead_days)
    begin = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    one_day = timedelta(days=1)
    plan = {}
    idle = []
    together = {}
    for name in sorted(jobs):
        parts = jobs[name].split()
        if len(parts) != 5:
            raise ValueError("need five fields: %r" % jobs[name])
        minutes, hours, days, months, weekdays = [_parse_field(p, *f) for p, f in zip(parts, FIELDS)]
        both = parts[2] == "*" or parts[4] == "*"
        minutes = sorted(minutes)
        hours = sorted(hours)
        runs = []
        day = begin.replace(hour=0, minute=0)
        first_day = True
        while day <= horizon and len(runs) < count:
            if day.month in months:
                day_ok = day.day in days
                weekday_ok = day.isoweekday() % 7 in weekdays
                if (day_ok and weekday_ok) if both else (day_ok or weekday_ok):
                    for hour in hours:
                        if first_day and hour < begin.hour:
                            continue
                        for minute in minutes:
                            moment = day.replace(hour=hour, minute=minute)
                            if moment < begin:
                                continue
                            if moment > horizon or len(runs) >= count:
                                break
                            runs.append(moment)
                        else:
                            continue
                        break
            day += one_day
            first_day = False
        if not runs:
            idle.append(name)
        for run in runs:
            together[run] = together.get(run, 0) + 1
        plan[name] = [r.isoformat(" ", "minutes") for r in runs]
    clashes = [run for run, n in together.items() if n > 1]
    return plan, idle, min(clashes).isoformat(" ", "minutes") if clashes else None
