import random


class DistrictMap:
    """Every parcel carries the number of the district it belongs to."""

    def __init__(self, parcels):
        self.names = []
        self.area = []
        self.district = []
        for name, area in parcels:
            if area < 0:
                raise ValueError("negative area of " + name)
            if name in self.names:
                raise ValueError("parcel %s listed twice" % name)
            self.district.append(len(self.names))
            self.names.append(name)
            self.area.append(area)

    def number(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return self.district[i]
        raise KeyError(name)

    def join(self, keep, drop):
        self.district = [keep if d == drop else d for d in self.district]

    def largest(self):
        best = 0
        for d in set(self.district):
            size = sum(a for a, d2 in zip(self.area, self.district) if d2 == d)
            if size > best:
                best = size
        return best


def parcel_districts(parcels, opened):
    """Join (name, area) parcels along opened borders (name, name).

    Returns (members per district, borders that joined nothing, largest area after each join)."""
    plan = DistrictMap(parcels)
    idle = []
    growth = []
    for a, b in opened:
        one, two = plan.number(a), plan.number(b)
        if one == two:
            idle.append((a, b))
            continue
        plan.join(min(one, two), max(one, two))
        growth.append(plan.largest())
    groups = {}
    for name, d in zip(plan.names, plan.district):
        groups.setdefault(d, []).append(name)
    return groups, idle, growth


def workload():
    out = []
    for seed, n, m in ((151, 90, 70), (152, 110, 90), (153, 5, 4), (154, 70, 120)):
        rng = random.Random(seed)
        names = ["plot-%d" % i for i in range(n)]
        rng.shuffle(names)
        out.append(([(p, rng.randint(0, 900)) for p in names],
                    [tuple(rng.sample(names, 2)) for _ in range(m)]))
    return out
