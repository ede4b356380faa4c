from collections import namedtuple
from operator import itemgetter

StopTime = namedtuple("StopTime", "trip sequence stop arrival departure")


def to_seconds(text):
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(f"bad time {text!r}")
    hours, minutes, seconds = parts
    hours, minutes, seconds = int(hours), int(minutes), int(seconds)
    if minutes > 59 or seconds > 59:
        raise ValueError(f"bad time {text!r}")
    return hours * 3600 + minutes * 60 + seconds


def parse_stop_times(lines):
    trips = {}
    dwell = {}
    errors = []
    make = StopTime._make
    strip = str.strip
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split(",")
        try:
            if len(fields) != 5:
                raise ValueError(f"{len(fields)} fields")
            trip, arrival_text, departure_text, stop, sequence = map(strip, fields)
            arrival = to_seconds(arrival_text)
            departure = arrival if departure_text == arrival_text else to_seconds(departure_text)
            if departure < arrival:
                raise ValueError("departs before it arrives")
            entry = make((trip, int(sequence), stop, arrival, departure))
        except ValueError as problem:
            errors.append(f"line {number}: {problem}")
            continue
        if trip in trips:
            trips[trip].append(entry)
        else:
            trips[trip] = [entry]
        dwell[stop] = dwell.get(stop, 0) + departure - arrival
    by_sequence = itemgetter(1)
    running = {}
    for trip, entries in trips.items():
        entries.sort(key=by_sequence)
        running[trip] = entries[-1][3] - entries[0][4]
    return trips, running, dwell, errors
