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


def prorate_subscriptions(subs, period_start, period_end):
    if period_end < period_start:
        raise ValueError("period ends before it starts")
    # months as (key, length, first ordinal in the period, past-the-end ordinal)
    months = []
    end_ord = period_end.toordinal() + 1
    cur = period_start
    while cur <= period_end:
        y, m = cur.year, cur.month
        first = date(y, m, 1).toordinal()
        if (y, m) == (9999, 12):
            nxt = first + 31
        else:
            nxt = (date(y + 1, 1, 1) if m == 12 else date(y, m + 1, 1)).toordinal()
        months.append((cur.strftime("%Y-%m"), nxt - first, cur.toordinal(), min(nxt, end_ord)))
        if nxt >= end_ord:
            break
        cur = date.fromordinal(nxt)
    start_ord = period_start.toordinal()
    charges = {}
    month_num = [0] * len(months)
    month_seen = [False] * len(months)
    unbilled = []
    for sub in subs:
        if sub.sub_id in charges:
            raise ValueError("duplicate subscription %s" % sub.sub_id)
        lo = max(start_ord, sub.start.toordinal())
        hi = end_ord if sub.end is None else min(end_ord, sub.end.toordinal() + 1)
        by_len = {}
        if lo < hi:
            changes = [(d.toordinal(), c) for d, c in sub.changes]
            pauses = [(a.toordinal(), b.toordinal() + 1) for a, b in sub.pauses]
            cuts = {lo, hi}
            cuts.update(d for d, _ in changes if lo < d < hi)
            for a, b in pauses:
                if lo < a < hi:
                    cuts.add(a)
                if lo < b < hi:
                    cuts.add(b)
            cuts = sorted(cuts)
            for a, b in zip(cuts, cuts[1:]):
                if any(p <= a < q for p, q in pauses):
                    continue
                price = None
                for d, c in changes:
                    if d <= a:
                        price = c
                if price is None:
                    continue
                for i, (_, length, m_lo, m_hi) in enumerate(months):
                    days = min(b, m_hi) - max(a, m_lo)
                    if days > 0:
                        amount = days * price
                        by_len[length] = by_len.get(length, 0) + amount
                        month_num[i] += amount
                        month_seen[i] = True
        if not by_len:
            unbilled.append(sub.sub_id)
        # common denominator of 28, 29, 30, 31
        total = sum(num * (377580 // length) for length, num in by_len.items())
        charges[sub.sub_id] = (2 * total + 377580) // 755160
    by_month = {}
    for seen, num, (key, length, _, _) in sorted(zip(month_seen, month_num, months), key=lambda x: x[2][0]):
        if seen:
            by_month[key] = (2 * num + length) // (2 * length)
    return charges, by_month, unbilled
