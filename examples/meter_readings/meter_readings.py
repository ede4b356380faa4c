"""Finds the busiest stretches in the readings of electricity meters.

A meter reports one whole number of watt-hours per quarter of an hour. The grid fee depends on the highest load over a
stretch of a given length, so the customer wants to know when that was, and when the load was above the agreed limit.
"""

import csv
import sys

QUARTERS_PER_DAY = 96


def read_meter(path):
    """Readings of one meter, oldest first; a missing value counts as 0."""
    with open(path, newline="", encoding="utf-8") as handle:
        return [int(row["wh"] or 0) for row in csv.DictReader(handle)]


def busy_stretches(readings: list[int], width: int, limit: int) -> dict:
    """Load over every stretch of ``width`` readings.

    Returns the start and load of the busiest stretch (the earliest one where several are equal), the average load per
    stretch in whole watt-hours, and the starts of all stretches above the limit.
    """
    if width <= 0:
        raise ValueError("width must be positive")
    best_start = -1
    best_load = 0
    total = 0
    count = 0
    above = []
    for start in range(len(readings) - width + 1):
        load = sum(readings[start:start + width])
        if load > best_load:
            best_load = load
            best_start = start
        if load > limit:
            above.append(start)
        total += load
        count += 1
    average = total // count if count else 0
    return {"start": best_start, "load": best_load, "average": average, "above": above}


def describe(start):
    """Day and time of day of a reading's position, for the mail to the customer."""
    day, quarter = divmod(start, QUARTERS_PER_DAY)
    return f"day {day + 1}, {quarter // 4:02d}:{quarter % 4 * 15:02d}"


def main(argv):
    if len(argv) != 4:
        print("usage: meter_readings.py FILE WIDTH LIMIT", file=sys.stderr)
        return 2
    result = busy_stretches(read_meter(argv[1]), int(argv[2]), int(argv[3]))
    if result["start"] < 0:
        print("no load at all")
        return 0
    print(f"busiest stretch: {result['load']} Wh from {describe(result['start'])}")
    print(f"average stretch: {result['average']} Wh, {len(result['above'])} stretches above the limit")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
