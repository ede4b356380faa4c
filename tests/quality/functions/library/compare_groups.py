import math
import random
from dataclasses import dataclass


@dataclass
class GroupSummary:
    count: int
    mean: float
    deviation: float
    quartiles: tuple
    outliers: list
    rank_mean: float = 0.0


def _collect(samples):
    """Sorted values of each group, groups in order of appearance."""
    groups = {}
    for number, (label, value) in enumerate(samples, 1):
        if not math.isfinite(value):
            raise ValueError("sample %d of %s is not a finite number" % (number, label))
        values = groups.get(label)
        if values is None:
            values = groups[label] = []
        values.append(value)
    for values in groups.values():
        values.sort()
    return groups


def _quantile(ordered, share):
    """Linear interpolation between the two values around the place."""
    place = share * (len(ordered) - 1)
    low = int(place)
    if low + 1 == len(ordered):
        return ordered[low]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def _deviation(values, mean):
    if len(values) < 2:
        return 0.0
    return math.sqrt(math.fsum([(v - mean) ** 2 for v in values]) / (len(values) - 1))


def _outliers(ordered, quartiles, reach):
    """Values beyond the whiskers; they stand at the ends of the sorted values."""
    spread = reach * (quartiles[2] - quartiles[0])
    low, high = quartiles[0] - spread, quartiles[2] + spread
    below = 0
    while below < len(ordered) and ordered[below] < low:
        below += 1
    above = len(ordered)
    while above > below and ordered[above - 1] > high:
        above -= 1
    return ordered[:below] + ordered[above:]


def _ranks(groups):
    """Doubled mean rank of every distinct value among all samples, and the correction for ties."""
    counts = {}
    for values in groups.values():
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    doubled = {}
    ties = 0
    before = 0
    for value in sorted(counts):
        count = counts[value]
        doubled[value] = 2 * before + count + 1
        before += count
        ties += count ** 3 - count
    return doubled, ties


def compare_groups(samples, reach=1.5, digits=4):
    """Describe (label, value) samples by group and test whether the groups differ (Kruskal and Wallis).

    Returns (rows, test): rows as (label, count, mean, deviation, quartiles, outliers, mean rank) with the highest mean
    rank first, and the test as a dict of `h`, `freedom` and the `spread` of the group means around the whole mean.
    """
    if reach < 0:
        raise ValueError("negative reach of the whiskers")
    groups = _collect(samples)
    if not groups:
        raise ValueError("no samples")
    doubled, ties = _ranks(groups)
    total = sum(len(values) for values in groups.values())
    whole = math.fsum([v for values in groups.values() for v in values]) / total
    summaries = {}
    between = []
    h = 0.0
    for label, values in groups.items():
        count = len(values)
        mean = math.fsum(values) / count
        quartiles = tuple(_quantile(values, share) for share in (.25, .5, .75))
        summary = GroupSummary(count, mean, _deviation(values, mean), quartiles, _outliers(values, quartiles, reach))
        rank_sum = sum([doubled[v] for v in values]) / 2
        summary.rank_mean = rank_sum / count
        h += rank_sum * summary.rank_mean
        between.append(count * (mean - whole) ** 2)
        summaries[label] = summary
    if ties == total ** 3 - total:
        h = None        # all values alike
    else:
        h = 12 * h / (total * (total + 1)) - 3 * (total + 1)
        h = round(h / (1 - ties / (total ** 3 - total)), digits)
    rows = []
    for label, s in sorted(summaries.items(), key=lambda item: -item[1].rank_mean):
        rows.append((label, s.count, round(s.mean, digits), round(s.deviation, digits),
                     tuple(round(q, digits) for q in s.quartiles), s.outliers, round(s.rank_mean, digits)))
    return rows, {"h": h, "freedom": len(groups) - 1, "spread": round(math.sqrt(math.fsum(between) / total), digits)}


def _samples(rnd, count, labels):
    centres = {"plot %d" % k: rnd.uniform(20, 60) for k in range(labels)}
    names = list(centres)
    return [(name, round(rnd.gauss(centres[name], 9), 2)) for name in (rnd.choice(names) for _ in range(count))]


def workload():
    rnd = random.Random(1952)
    return [(_samples(rnd, 70000, 25),), (_samples(rnd, 20000, 400), 2.5, 2), (_samples(rnd, 12, 3),)]
