from datetime import date


def stockout_days(opening, movements, first, last):
    start = date.fromisoformat(first).toordinal()
    end = date.fromisoformat(last).toordinal()
    first = date.fromordinal(start).isoformat()
    last = date.fromordinal(end).isoformat()
    by_sku = {sku: {} for sku in opening}
    level = dict(opening)
    for when, sku, delta in movements:
        changes = by_sku.get(sku)
        if changes is None:
            changes = by_sku[sku] = {}
            level[sku] = 0
        if when <= first:
            level[sku] += delta
        elif when <= last:
            changes[when] = changes.get(when, 0) + delta
    report = {}
    if start > end:
        return report
    for sku in sorted(by_sku):
        total = level[sku]
        gaps = []
        began = start if total <= 0 else None
        for when, delta in sorted(by_sku[sku].items()):
            total += delta
            if total <= 0:
                if began is None:
                    began = date.fromisoformat(when).toordinal()
            elif began is not None:
                day = date.fromisoformat(when).toordinal()
                gaps.append((date.fromordinal(began).isoformat(), day - began))
                began = None
        if began is not None:
            gaps.append((date.fromordinal(began).isoformat(), end + 1 - began))
        if gaps:
            report[sku] = gaps
    return report
