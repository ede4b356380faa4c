import random


def resolve_merged_charts(merges, visits):
    """Book visits on the chart that survived the registry's merges.

    merges: (duplicate, kept) in the order the clerks did them; visits: dicts chart, day,
    minutes. Returns (per surviving chart [visits, minutes, last day], refused merges,
    the most hops any visit took).
    """
    merged_into = {}
    refused = []

    def follow(chart):
        hops = 0
        while chart in merged_into:
            chart = merged_into[chart]
            hops += 1
        return chart, hops

    def merge(duplicate, kept):
        if duplicate in merged_into:
            refused.append((duplicate, kept, "already merged"))
            return
        if follow(kept)[0] == duplicate:
            refused.append((duplicate, kept, "would loop"))
            return
        merged_into[duplicate] = kept

    for duplicate, kept in merges:
        merge(duplicate, kept)

    booked = {}
    longest = 0
    for visit in visits:
        chart, hops = follow(visit["chart"])
        longest = max(longest, hops)
        row = booked.setdefault(chart, [0, 0, visit["day"]])
        row[0] += 1
        row[1] += visit["minutes"]
        if visit["day"] > row[2]:
            row[2] = visit["day"]
    return booked, refused, longest


def _case(seed, charts, nvisits, reach):
    rnd = random.Random(seed)
    merges = [(i, min(i + rnd.randint(1, reach), charts)) for i in range(1, charts)]
    if charts > 4:  # some clerks work backwards
        back = merges[charts // 2:]
        merges[charts // 2:] = back[::-1]
        for _ in range(charts // 300):
            merges.insert(rnd.randrange(len(merges)), (rnd.randint(1, charts), rnd.randint(1, charts)))
    visits = [{"chart": rnd.randint(1, charts + 3), "day": rnd.randrange(900), "minutes": rnd.choice([10, 15, 30])}
              for _ in range(nvisits)]
    return merges, visits


def workload():
    return [_case(1, 2600, 1800, 2), _case(2, 1500, 1500, 3), _case(3, 6, 5, 2), ([], [])]
