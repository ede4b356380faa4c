import random
from dataclasses import dataclass


@dataclass
class Stay:
    patient: str
    ward: str
    arrive: int
    leave: int

    def present(self, minute):
        return self.arrive <= minute < self.leave


def _minute(text):
    day, clock = text.split("T")
    hours, mins = clock.split(":")
    return (int(day) * 24 + int(hours)) * 60 + int(mins)


def ward_peak(rows):
    """Fullest moment of each hospital ward from 'patient;ward;in;out' rows.

    Returns {ward: (beds in use, minute, patients then present)}."""
    stays = []
    for row in rows:
        patient, ward, begin, end = row.strip().split(";")
        stay = Stay(patient, ward, _minute(begin), _minute(end))
        if stay.leave <= stay.arrive:
            raise ValueError("stay ends before it begins: " + row)
        stays.append(stay)
    peaks = {}
    for stay in stays:
        minute = stay.arrive
        present = [s.patient for s in stays if s.ward == stay.ward and s.present(minute)]
        known = peaks.get(stay.ward)
        if known is None or len(present) > known[0] or (len(present) == known[0] and minute < known[1]):
            peaks[stay.ward] = (len(present), minute, present)
    return peaks


def workload():
    out = []
    for seed, n in ((41, 420), (42, 500), (43, 12), (44, 560)):
        rng = random.Random(seed)
        rows = []
        for i in range(n):
            a = rng.randint(0, 40 * 1440)
            b = a + rng.randint(30, 6 * 1440)
            fmt = lambda m: "%dT%02d:%02d" % (m // 1440, m // 60 % 24, m % 60)
            rows.append("pt%04d;%s;%s;%s" % (i, rng.choice(["ICU", "Maternity", "Ortho", "ENT"]), fmt(a), fmt(b)))
        out.append((rows,))
    return out
