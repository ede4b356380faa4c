import random


# ---- 1: marathon splits ---------------------------------------------------
def split_report(splits, target):
    """Running clock after each split; stops when the target is passed."""
    done = []
    report = []
    for number, seconds in enumerate(splits, 1):
        if seconds is None:
            report.append("%d missing" % number)
            continue
        done.append(seconds)
        clock = 0
        for s in done:
            clock += s
        fastest = done[0]
        for s in done[1:]:
            if s < fastest:
                fastest = s
        mark = "*" if seconds == fastest else ""
        report.append("%d %d:%02d%s" % (number, clock // 60, clock % 60, mark))
        if clock > target:
            report.append("over")
            break
    return report


def small_split_report():
    return [([65, 60, None, 60, 90], 1000), ([70, 70, 10], 100), ([None, 5], 0), ([], 10)]


def large_split_report():
    rnd = random.Random(7)
    return [rnd.randrange(50, 90) for _ in range(4200)], 10 ** 9


# ---- 2: drawdown of an account -------------------------------------------
def peak(history: list[int]) -> int:
    return max(history)


def drop_from_peak(history: list[int]) -> int:
    return peak(history) - history[-1]


def drawdowns(start: int, moves: list[int], alarm: int) -> tuple[list[int], list[int]]:
    history: list[int] = [start]
    drops: list[int] = []
    alarms: list[int] = []
    for day, move in enumerate(moves):
        history.append(history[-1] + move)
        drop = drop_from_peak(history)
        drops.append(drop)
        if drop >= alarm and (day == 0 or drops[day - 1] < alarm):
            alarms.append(day)
    return drops, alarms


def small_drawdowns():
    return [(100, [5, -3, -4, 9, -8], 5), (0, [-1, -1, -1, 3], 2), (10, [0, 0], 1), (7, [], 1)]


def large_drawdowns():
    rnd = random.Random(7)
    return 10000, [rnd.randrange(-30, 31) for _ in range(6000)], 200


# ---- 3: packing pages -----------------------------------------------------
class Page:
    def __init__(self, room):
        self.room = room
        self.blocks = []

    @property
    def used(self):
        return sum(h for _, h in self.blocks)

    @property
    def tallest(self):
        return max((h for _, h in self.blocks), default=0)

    def fits(self, height):
        return self.used + height <= self.room

    def add(self, label, height):
        self.blocks.append((label, height))


def paginate(blocks, room):
    pages = [Page(room)]
    too_big = []
    for label, height in blocks:
        if height > room:
            too_big.append(label)
            continue
        if not pages[-1].fits(height):
            pages.append(Page(room))
        pages[-1].add(label, height)
    return {
        "pages": [(len(p.blocks), p.used, p.tallest) for p in pages if p.blocks],
        "too_big": too_big,
    }


def small_paginate():
    return [
        ([("a", 3), ("b", 4), ("c", 4), ("d", 99), ("e", 2)], 8),
        ([("x", 5), ("y", 5), ("z", 1)], 5),
        ([("w", 2)], 1),
        ([], 10),
    ]


def large_paginate():
    rnd = random.Random(7)
    return [("b%d" % i, rnd.randrange(1, 9)) for i in range(7500)], 14000


# ---- 4: sensor drift ------------------------------------------------------
def drift_events(readings, factor=1.5, warmup=3):
    """Readings that exceed factor times the mean of the accepted ones before them."""
    accepted, events = [], []

    def mean():
        return sum(accepted) / len(accepted)

    stream = iter(readings)
    n = 0
    while (value := next(stream, None)) is not None:
        n += 1
        if len(accepted) >= warmup and value > factor * mean():
            events.append({"n": n, "value": value, "low": min(accepted)})
            continue
        accepted.append(value)
    return events, len(accepted)


def small_drift_events():
    return [
        ([10.0, 12.0, 11.0, 30.0, 11.0, 50.0],),
        ([4, 4, 6, 5, 9, 9], 1.0, 1),
        ([3, 2],),
        ([],),
    ]


def large_drift_events():
    rnd = random.Random(7)
    return ([rnd.randrange(100, 200) for _ in range(11000)],)


CASES = {
    "split_report": (small_split_report, large_split_report),
    "drawdowns": (small_drawdowns, large_drawdowns),
    "paginate": (small_paginate, large_paginate),
    "drift_events": (small_drift_events, large_drift_events),
}
