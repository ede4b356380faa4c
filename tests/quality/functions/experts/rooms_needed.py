from itertools import accumulate


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
    change = [0] * (24 * 60 + 1)
    for begin, end in bookings:
        a, b = _minutes(begin), _minutes(end)
        if b < a:
            raise ValueError("booking ends before it begins")
        change[a] += 1
        change[b] -= 1
    running = list(accumulate(change))
    busiest = max(running)
    if not busiest:
        return 0, None
    return busiest, "%02d:%02d" % divmod(running.index(busiest), 60)
