"""Proration of subscription fees over a billing period."""
import calendar
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import List, Optional, Tuple


@dataclass
class Subscription:
    sub_id: str
    start: date
    end: Optional[date] = None
    # (effective from, monthly price in cents), last applicable one in the list wins
    changes: List[Tuple[date, int]] = field(default_factory=list)
    # inclusive (from, to)
    pauses: List[Tuple[date, date]] = field(default_factory=list)

    def active_on(self, day):
        if day < self.start:
            return False
        if self.end is not None and day > self.end:
            return False
        return not any(lo <= day <= hi for lo, hi in self.pauses)

    def price_on(self, day):
        price = None
        for since, cents in self.changes:
            if since <= day:
                price = cents
        return price


def _round_half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def prorate_subscriptions(subs, period_start, period_end):
    """Charge every subscription for its active days in the (inclusive) period.

    A day costs the monthly price in effect divided by the length of its month.
    Returns ({sub_id: cents}, {"YYYY-MM": cents}, [ids without any billed day]).
    """
    if period_end < period_start:
        raise ValueError("period ends before it starts")
    charges = {}
    by_month = {}
    unbilled = []
    for sub in subs:
        if sub.sub_id in charges:
            raise ValueError("duplicate subscription %s" % sub.sub_id)
        total = Fraction(0)
        billed_days = 0
        day = period_start
        while day <= period_end:
            if sub.active_on(day):
                price = sub.price_on(day)
                if price is not None:
                    month_len = calendar.monthrange(day.year, day.month)[1]
                    amount = Fraction(price, month_len)
                    total += amount
                    key = day.strftime("%Y-%m")
                    by_month[key] = by_month.get(key, 0) + amount
                    billed_days += 1
            day += timedelta(days=1)
        if not billed_days:
            unbilled.append(sub.sub_id)
        charges[sub.sub_id] = _round_half_up(total)
    return charges, {k: _round_half_up(v) for k, v in sorted(by_month.items())}, unbilled


def workload():
    rng = random.Random(811)
    base = date(2023, 1, 1)
    subs = []
    for i in range(70):
        start = base + timedelta(days=rng.randrange(-200, 420))
        end = None if rng.random() < 0.6 else start + timedelta(days=rng.randrange(10, 400))
        changes = [(start, rng.randrange(500, 20000))]
        for _ in range(rng.randrange(3)):
            changes.append((changes[-1][0] + timedelta(days=rng.randrange(5, 150)), rng.randrange(500, 20000)))
        pauses = []
        for _ in range(rng.randrange(3)):
            lo = start + timedelta(days=rng.randrange(0, 300))
            pauses.append((lo, lo + timedelta(days=rng.randrange(0, 40))))
        subs.append(Subscription("S%04d" % i, start, end, changes, pauses))
    return [(subs[:50], date(2023, 1, 15), date(2024, 1, 31)), (subs[50:], date(2023, 11, 1), date(2024, 3, 31))]
