import heapq
import textwrap
from collections import namedtuple
from datetime import date

Occurrence = namedtuple("Occurrence", "start end title number")
_STEPS = {"daily": 1, "weekly": 7, "fortnightly": 14}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 24 * 60


def _minute(text):  # "2024-03-01 09:30"
    day, _, clock = text.partition(" ")
    hour, colon, minute = clock.partition(":")
    if not colon or not (hour.isdigit() and minute.isdigit()) or int(hour) > 23 or int(minute) > 59:
        raise ValueError("not a time: %r" % text)
    return date.fromisoformat(day).toordinal() * DAY + int(hour) * 60 + int(minute)


def _occurrences(number, first, last, start, minutes, title, repeat=None):
    """All occurrences of an event that touch the days first to last (ordinals)."""
    begin = _minute(start)
    if minutes < 0 or not title.strip():
        raise ValueError("event %d lasts %r minutes and is called %r" % (number, minutes, title))
    if not repeat:
        if begin < (last + 1) * DAY and begin + max(minutes, 1) > first * DAY:
            yield Occurrence(begin, begin + minutes, title, number)
        return
    if repeat not in _STEPS:
        raise ValueError("event %d repeats %r" % (number, repeat))
    step = _STEPS[repeat] * DAY
    # jump to the first occurrence that has not ended when the agenda begins
    missed = max(0, (first * DAY - max(minutes, 1) - begin) // step + 1)
    for at in range(begin + missed * step, (last + 1) * DAY, step):
        yield Occurrence(at, at + minutes, title, number)


def _lanes(events):
    """Give every event, ordered by start, the lowest lane that is free; and the events it runs into."""
    free, busy, lanes = [], [], []
    clashes = 0
    for event in events:
        while busy and busy[0][0] <= event.start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        clashes += len(busy)
        lane = heapq.heappop(free) if free else len(busy)
        heapq.heappush(busy, (max(event.end, event.start + 1), lane))
        lanes.append(lane)
    return lanes, clashes


def _span(event, day):
    """How the time of an event reads on a certain day."""
    start = "%02d:%02d" % divmod(event.start % DAY, 60) if event.start >= day * DAY else "  ..."
    end = "%02d:%02d" % divmod(event.end - day * DAY, 60) if event.end <= (day + 1) * DAY else "..."
    return start if event.start == event.end else "%s-%s" % (start, end)


def render_agenda(events, first, last, width=60):
    """Render the agenda of the days first to last ("2024-03-01") as text lines.

    Events are (start, minutes, title[, "daily", "weekly" or "fortnightly"]). Every day with events gets a heading;
    parallel events are told apart by the lane in front of them.
    Returns (lines, busy minutes per day with events, number of lanes, number of clashes).
    """
    first, last = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    if last < first or width < 30:
        raise ValueError("no agenda for %d days in %d columns" % (last - first + 1, width))
    found = sorted(occurrence for number, event in enumerate(events, 1)
                   for occurrence in _occurrences(number, first, last, *event))
    lanes, clashes = _lanes(found)
    days = {}
    for event, lane in zip(found, lanes):
        final = max(event.start, event.end - 1) // DAY
        for day in range(max(first, event.start // DAY), min(last, final) + 1):
            days.setdefault(day, []).append((event, lane))
    lines, busy, titles = [], {}, {}
    for day in sorted(days):
        when = date.fromordinal(day)
        lines.append("%s %s" % (_DAYS[when.weekday()], when.isoformat()))
        taken, until = 0, day * DAY
        for event, lane in days[day]:
            if event.title not in titles:
                titles[event.title] = textwrap.wrap(event.title, width - 16)
            wrapped = titles[event.title]
            lines.append("%2d %-12s %s" % (lane + 1, _span(event, day), wrapped[0]))
            lines.extend(" " * 16 + line for line in wrapped[1:])
            start, end = max(event.start, until), min(event.end, (day + 1) * DAY)
            if end > start:
                taken += end - start
                until = end
        busy[when.isoformat()] = taken
    return lines, busy, max(lanes, default=-1) + 1, clashes

