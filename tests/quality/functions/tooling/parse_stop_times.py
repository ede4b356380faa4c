import random
from collections import namedtuple

StopTime = namedtuple("StopTime", "trip sequence stop arrival departure")


def to_seconds(text):
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(f"bad time {text!r}")
    hours, minutes, seconds = [int(part) for part in parts]
    if minutes > 59 or seconds > 59:
        raise ValueError(f"bad time {text!r}")
    return hours * 3600 + minutes * 60 + seconds


def parse_line(line):
    fields = [field.strip() for field in line.split(",")]
    if len(fields) != 5:
        raise ValueError(f"{len(fields)} fields")
    trip, arrival, departure, stop, sequence = fields
    arrival = to_seconds(arrival)
    departure = to_seconds(departure)
    if departure < arrival:
        raise ValueError("departs before it arrives")
    return StopTime(trip, int(sequence), stop, arrival, departure)


def parse_stop_times(lines):
    """Read timetable lines (trip, arrival, departure, stop, sequence).

    Returns (trip -> list of stops in sequence, trip -> running time, seconds
    of dwell per stop, errors); times may go past 24:00:00."""
    trips = {}
    dwell = {}
    errors = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            entry = parse_line(line)
        except ValueError as problem:
            errors.append(f"line {number}: {problem}")
            continue
        trips.setdefault(entry.trip, []).append(entry)
        dwell[entry.stop] = dwell.get(entry.stop, 0) + entry.departure - entry.arrival
    running = {}
    for trip, entries in trips.items():
        entries.sort(key=lambda entry: entry.sequence)
        running[trip] = entries[-1].arrival - entries[0].departure
    return trips, running, dwell, errors


def workload():
    rng = random.Random(321)
    lines = ["# trip,arrival,departure,stop,sequence"]
    for trip in range(900):
        clock = rng.randrange(5 * 3600, 23 * 3600)
        for sequence in range(1, 17):
            clock += rng.randrange(60, 400)
            wait = rng.choice([0, 0, 20, 30])
            times = [f"{t // 3600:02d}:{t // 60 % 60:02d}:{t % 60:02d}" for t in (clock, clock + wait)]
            if rng.random() < 0.01:
                times[0] = times[0].replace(":", ".")
            lines.append(f"T{trip}, {times[0]}, {times[1]},S{rng.randrange(300)},{sequence}")
            clock += wait
    return [(lines,)]
