import random
from datetime import datetime, timedelta
from itertools import count


# a. scheduling: next run of a cron-like job
def next_cron_run(start, minute, hours, month_days, months):
    year, month, day, hour, mi = start
    if not hours or not month_days or not months:
        return None
    if not 0 <= minute <= 59:
        raise ValueError("bad minute")
    moment = datetime(year, month, day, hour, mi)
    limit = moment + timedelta(days=8 * 366)
    step = timedelta(minutes=1)
    moment += step
    found = False
    while moment < limit:
        if moment.month in months and moment.day in month_days:
            if moment.hour in hours and moment.minute == minute:
                found = True
                break
        moment += step
    if not found:
        return None
    return moment.strftime("%Y-%m-%d %H:%M")


# b. game: when does the travelling merchant's stall open
def _is_market_day(day, weekday_of_market, closed_days):
    return day % 7 == weekday_of_market and day not in closed_days


def _stall_is_open(minute, opening_hour, weekday, closed_days):
    day, rest = divmod(minute, 24 * 60)
    if not _is_market_day(day, weekday, closed_days):
        return False
    hour = rest // 60
    return hour >= opening_hour and hour < opening_hour + 4


def merchant_visits(now: int, visits: int, opening_hour: int, weekday: int, closed: list) -> list:
    closed_days = set(closed)
    opened = []
    clock = now
    for nr in range(visits):
        while not _stall_is_open(clock, opening_hour, weekday, closed_days):
            clock += 1
        day, rest = divmod(clock, 1440)
        opened.append("visit %d: day %d, %02d:%02d" % (nr + 1, day, rest // 60, rest % 60))
        clock = (day + 1) * 1440
    return opened


# c. sensors: a data logger that takes a sample on the full hour of certain days
class LoggerClock:
    def __init__(self, day, hour, minute):
        self.day = day
        self.hour = hour
        self.minute = minute

    def tick(self):
        self.minute += 1
        if self.minute == 60:
            self.minute = 0
            self.hour += 1
            if self.hour == 24:
                self.hour = 0
                self.day += 1

    @property
    def on_the_hour(self):
        return self.minute == 0

    def stamp(self):
        return f"{self.day}d{self.hour:02d}h"


def sample_times(start, every_days, sample_hour, samples, battery):
    clock = LoggerClock(*start)
    stamps = []
    while len(stamps) < samples and battery > 0:
        clock.tick()
        if not clock.on_the_hour:
            continue
        if clock.day % every_days == 0 and clock.hour == sample_hour:
            stamps.append(clock.stamp())
            battery -= 3
    return {"stamps": stamps, "battery": max(battery, 0)}


# d. billing: parking tickets charged at the turn of a day
def parking_rollovers(tickets, holidays):
    free = frozenset(holidays)

    def next_charge(entered):
        return next(
            t for t in count(entered + 1)
            if t % 1440 == 0 and (t // 1440) % 7 != 6 and t // 1440 not in free
        )

    bill = {}
    for plate, entered in tickets:
        at = next_charge(entered)
        bill.setdefault(plate, []).append(at // 1440)
    return sorted((plate, len(days), max(days)) for plate, days in bill.items())


def small_cron():
    return [
        ((2023, 5, 4, 13, 15), 30, [6, 18], [5, 6], [5, 6]),
        ((2023, 12, 31, 23, 59), 0, [0], [1], [1]),
        ((2024, 1, 1, 0, 0), 0, [], [1], [1]),
        ((2023, 3, 3, 3, 3), 3, [3], [3, 4], [3]),
    ]


def large_cron():
    return ((2096, 3, 1, 12, 0), 15, [4], [29], [2])


def small_merchant():
    return [
        (0, 3, 9, 2, []),
        (2 * 1440 + 600, 2, 9, 2, [9]),
        (55, 0, 9, 1, []),
        (7777, 2, 20, 0, [7, 14, 14]),
    ]


def large_merchant():
    return (100, 200, 11, 4, list(range(50)))


def small_logger():
    return [
        ((0, 5, 30), 2, 6, 3, 100),
        ((3, 0, 0), 1, 0, 4, 7),
        ((1, 1, 1), 3, 3, 0, 10),
        ((10, 23, 59), 5, 23, 2, 50),
    ]


def large_logger():
    return ((1, 12, 1), 30, 7, 60, 1000)


def small_parking():
    return [
        ([("AB 1", 500), ("AB 1", 1500), ("XY 9", 500)], [1]),
        ([], [2, 3]),
        ([("K 5", 5 * 1440 + 3), ("K 5", 1439), ("Z", 1440)], []),
        ([("Q", 2000), ("R", 2000), ("Q", 9000)], [2, 3, 4, 5]),
    ]


def large_parking():
    rnd = random.Random(7)
    return ([("P %d" % rnd.randrange(60), rnd.randrange(20000)) for _ in range(4000)],
            [3, 4, 9, 10, 11, 13])


CASES = {
    "next_cron_run": (small_cron, large_cron),
    "merchant_visits": (small_merchant, large_merchant),
    "sample_times": (small_logger, large_logger),
    "parking_rollovers": (small_parking, large_parking),
}
