import random


def _minutes(clock):
    hours, minutes = clock.split(":")
    value = int(hours) * 60 + int(minutes)
    if not 0 <= value <= 1440:
        raise ValueError("not a time of day: " + clock)
    return value


def rooms_needed(bookings):
    """Rooms in use at the busiest minute of a day, and that (first) minute as 'HH:MM'.

    A booking ('09:00', '10:30') frees its room at 10:30. Without use: (0, None).
    """
    spans = []
    for begin, end in bookings:
        a, b = _minutes(begin), _minutes(end)
        if b < a:
            raise ValueError("booking ends before it begins")
        spans.append((a, b))
    busiest, when = 0, None
    for minute in range(24 * 60):
        running = len([1 for a, b in spans if a <= minute < b])
        if running > busiest:
            busiest, when = running, minute
    if when is None:
        return 0, None
    return busiest, "%02d:%02d" % divmod(when, 60)


def workload():
    rng = random.Random(72)
    jobs = []
    for n in (90, 250, 160, 20):
        day = []
        for _ in range(n):
            a = rng.randrange(7 * 60, 20 * 60, 5)
            b = min(1440, a + rng.randrange(0, 150, 5))
            day.append(("%02d:%02d" % divmod(a, 60), "%02d:%02d" % divmod(b, 60)))
        jobs.append((day,))
    return jobs
