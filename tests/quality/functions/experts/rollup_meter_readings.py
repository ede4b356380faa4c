from collections import namedtuple


Reading = namedtuple("Reading", "meter epoch value quality")


def rollup_meter_readings(readings, min_quality=1):
    buckets = {}
    dropped = {}
    get = buckets.get
    for meter, epoch, value, quality in readings:
        if quality < min_quality:
            dropped[meter] = dropped.get(meter, 0) + 1
            continue
        key = (meter, epoch // 3600)
        b = get(key)
        if b is None:
            buckets[key] = [value, value, value, 1, epoch, value]
            continue
        if value < b[0]:
            b[0] = value
        elif value > b[1]:
            b[1] = value
        b[2] += value
        b[3] += 1
        if epoch >= b[4]:
            if epoch > b[4]:
                b[4] = epoch
                b[5] = value
            elif value > b[5]:
                b[5] = value
    rows = []
    for key in sorted(buckets):
        low, high, total, count, _, last = buckets[key]
        rows.append((key[0], key[1] * 3600, low, high, round(total / count, 3), count, last))
    return rows, dropped
