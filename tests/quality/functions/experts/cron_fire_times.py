from datetime import datetime, time, timedelta

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
    values = set()
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
        values.update(range(first, last + 1, int(step or 1)))
    return values


def cron_fire_times(spec, start, count, horizon=timedelta(days=60)):
    parts = spec.split()
    if len(parts) != 5:
        raise ValueError("expected 5 fields in %r" % spec)
    minutes, hours, days, months, weekdays = [_field(text, *field) for text, field in zip(parts, FIELDS)]
    weekdays = {v % 7 for v in weekdays}
    either = parts[2] != "*" and parts[4] != "*"
    if count < 0:
        raise ValueError("count must not be negative")
    end = start + horizon
    moment = start.replace(second=0, microsecond=0) + timedelta(minutes=1)
    clock = [time(h, m) for h in sorted(hours) for m in sorted(minutes)]
    found = []
    per_weekday = [0] * 7
    day = moment.date()
    last_day = end.date()
    one_day = timedelta(days=1)
    combine = datetime.combine
    tz = start.tzinfo
    while clock and day <= last_day and len(found) < count:
        if day.month not in months:
            year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
            if year > 9999:
                break
            day = day.replace(year, month, 1)
            continue
        weekday = day.isoweekday() % 7
        if (day.day in days or weekday in weekdays) if either else (day.day in days and weekday in weekdays):
            inner = moment.date() < day < last_day
            for at in clock[:count - len(found)] if inner else clock:
                candidate = combine(day, at, tz)
                if not inner:
                    if candidate < moment:
                        continue
                    if candidate > end or len(found) >= count:
                        break
                found.append(candidate)
                per_weekday[weekday] += 1
        if day == last_day:
            break
        day += one_day
    minute = timedelta(minutes=1)
    gap = max([b - a for a, b in zip(found, found[1:])], default=None)
    return ([m.isoformat(" ", "minutes") for m in found], None if gap is None else gap // minute, per_weekday,
            len(found) == count)
