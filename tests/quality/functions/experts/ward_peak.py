from bisect import bisect_right


def _minute(text):
    day, clock = text.split("T")
    hours, mins = clock.split(":")
    return (int(day) * 24 + int(hours)) * 60 + int(mins)


def ward_peak(rows):
    wards = {}
    for row in rows:
        patient, ward, begin, end = row.strip().split(";")
        begin, end = _minute(begin), _minute(end)
        if end <= begin:
            raise ValueError("stay ends before it begins: " + row)
        wards.setdefault(ward, []).append((begin, end, patient))
    peaks = {}
    for ward, stays in wards.items():
        starts = sorted(s[0] for s in stays)
        ends = sorted(s[1] for s in stays)
        most = when = gone = 0
        for i, minute in enumerate(starts, 1):
            while ends[gone] <= minute:
                gone += 1
            if i < len(starts) and starts[i] == minute:
                continue
            if i - gone > most:
                most, when = i - gone, minute
        peaks[ward] = (most, when, [p for a, b, p in stays if a <= when < b])
    return peaks
