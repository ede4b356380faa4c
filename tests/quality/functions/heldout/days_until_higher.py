"""How long did an investor have to wait until a share was worth more than on the day of the purchase?"""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Close:
    day: int
    cents: int


def days_until_higher(closes: list[Close]) -> list[int | None]:
    """For each closing price the days until the first later close above it, None where there is none yet."""
    waits = []
    for i in range(len(closes)):
        wait = None
        for later in closes[i + 1:]:
            if later.cents > closes[i].cents:
                wait = later.day - closes[i].day
                break
        waits.append(wait)
    return waits


def workload():
    rng = random.Random(1929)
    calls = []
    for n, drift in ((4000, -6), (1800, -1), (1500, 8), (12, 0)):
        price = 50000
        day = 0
        closes = []
        for _ in range(n):
            day += rng.choice([1, 1, 1, 1, 3])
            price = max(1, price + rng.randint(-40, 40) + drift)
            closes.append(Close(day, price))
        calls.append((closes,))
    calls.append(([],))
    calls.append(([Close(1, 5), Close(2, 5), Close(4, 6)],))
    return calls
