import random


def bonus_ranks(people, pot):
    """Yearly bonus letter lines: rank in the department, place in the company, share of the pot.

    people: dicts id, dept, sales (None: joined too late). The pot is split by sales above
    the department's median, cents lost in rounding stay. Returns (lines, payouts, cents left).
    """
    if pot < 0:
        raise ValueError("negative pot")

    def colleagues(person):
        return [p for p in people if p["dept"] == person["dept"] and p["sales"] is not None]

    def median(values):
        values = sorted(values)
        return values[(len(values) - 1) // 2]

    def excess(person):
        return max(0, person["sales"] - median([p["sales"] for p in colleagues(person)]))

    eligible = [p for p in people if p["sales"] is not None]
    base = sum(excess(p) for p in eligible)
    lines = []
    payouts = {}
    for person in people:
        if person["sales"] is None:
            lines.append("%s: not rated" % person["id"])
            continue
        group = colleagues(person)
        rank = 1 + sum(1 for p in group if p["sales"] > person["sales"])
        tied = sum(1 for p in group if p["sales"] == person["sales"]) > 1
        beaten = len([p for p in eligible if p["sales"] < person["sales"]])
        place = round(100.0 * beaten / len(eligible), 1)
        cents = pot * excess(person) // base if base else 0
        if cents:
            payouts[person["id"]] = cents
        lines.append("%s: %s%d of %d in %s, ahead of %.1f%%, %d" % (
            person["id"], "=" if tied else "", rank, len(group), person["dept"], place, cents))
    return lines, payouts, pot - sum(payouts.values())


def _case(seed, n, depts, top):
    rnd = random.Random(seed)
    return [{"id": "e%d" % i, "dept": rnd.choice(["north", "south", "web", "export", "key", "shop"][:depts]),
             "sales": None if rnd.random() < 0.05 else rnd.randrange(top)} for i in range(n)], 5000000


def workload():
    return [_case(1, 560, 6, 90000), _case(2, 330, 2, 150), _case(3, 6, 2, 5), ([], 100)]
