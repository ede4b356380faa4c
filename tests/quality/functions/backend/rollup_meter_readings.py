"""Hourly rollup of meter readings before they go to the warehouse."""
import random
from collections import namedtuple

Reading = namedtuple("Reading", "meter epoch value quality")


class Bucket:
    def __init__(self, low, high, total, count, last):
        self.low = low
        self.high = high
        self.total = total
        self.count = count
        self.last = last

    def with_reading(self, reading):
        return Bucket(
            min(self.low, reading.value),
            max(self.high, reading.value),
            self.total + reading.value,
            self.count + 1,
            self.last if self.last > (reading.epoch, reading.value) else (reading.epoch, reading.value),
        )

    @property
    def mean(self):
        return self.total / self.count


def rollup_meter_readings(readings, min_quality=1):
    """Roll readings (integer values) up per meter and hour.

    Readings below the quality are dropped and counted per meter.
    Returns (rows sorted by meter and hour: (meter, hour, low, high, mean, count, last value), {meter: dropped}).
    """
    buckets = {}
    dropped = {}
    for reading in readings:
        if reading.quality < min_quality:
            dropped[reading.meter] = dropped.get(reading.meter, 0) + 1
            continue
        key = (reading.meter, reading.epoch // 3600 * 3600)
        if key in buckets:
            buckets[key] = buckets[key].with_reading(reading)
        else:
            buckets[key] = Bucket(reading.value, reading.value, reading.value, 1, (reading.epoch, reading.value))
    rows = []
    for meter, hour in sorted(buckets):
        b = buckets[(meter, hour)]
        rows.append((meter, hour, b.low, b.high, round(b.mean, 3), b.count, b.last[1]))
    return rows, dropped


def workload():
    rng = random.Random(73)
    readings = []
    for i in range(60000):
        readings.append(Reading("m%02d" % rng.randrange(25), 1_700_000_000 + i + rng.randrange(-90, 90),
                                rng.randrange(-50, 4000), rng.choice((0, 1, 1, 2, 2, 2))))
    return [(readings,)]
