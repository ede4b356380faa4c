import copy
import random


def tariff_snapshots(tariff, changes, wanted):
    """Apply a change log to a price table and hand out the versions an auditor asks for.

    tariff: zone -> {"bands": {band: cents}, "notes": [...]}, stays as it is. changes: (kind,
    zone, ...). wanted: version numbers, 0 is the start. Returns (versions asked for,
    numbers of changes without effect, sum of prices after each change).
    """
    history = [copy.deepcopy(tariff)]
    idle = []
    sums = []
    for number, change in enumerate(changes, 1):
        table = copy.deepcopy(history[-1])
        kind, zone = change[0], change[1]
        if zone not in table:
            raise KeyError("change %d: no zone %s" % (number, zone))
        bands = table[zone]["bands"]
        if kind == "set":
            bands[change[2]] = change[3]
        elif kind == "drop":
            bands.pop(change[2], None)
        elif kind == "raise":
            for band in bands:
                bands[band] += bands[band] * change[2] // 100
        elif kind == "note":
            table[zone]["notes"].append(change[2])
        if table == history[-1]:
            idle.append(number)
        history.append(table)
        sums.append(sum(sum(z["bands"].values()) for z in table.values()))
    asked = {}
    for version in wanted:
        if not 0 <= version < len(history):
            raise IndexError("no version %d" % version)
        asked[version] = history[version]
    return asked, idle, sums


def _case(seed, zones, nchanges, nwanted):
    rnd = random.Random(seed)
    tariff = {"z%d" % i: {"bands": {"%dkg" % k: rnd.randint(300, 4000) for k in (1, 2, 5, 10, 20)}, "notes": ["v1"]} for i in range(zones)}
    changes = []
    for _ in range(nchanges):
        zone = "z%d" % rnd.randrange(zones)
        kind = rnd.choice(["set", "set", "drop", "raise", "note", "hold"])
        band = "%dkg" % rnd.choice([1, 2, 5, 10, 20, 30])
        changes.append({"set": (kind, zone, band, rnd.choice([500, 900, 1500])), "drop": (kind, zone, band),
                        "raise": (kind, zone, rnd.randint(0, 9)), "note": (kind, zone, "n%d" % rnd.randrange(99)),
                        "hold": (kind, zone)}[kind])
    return tariff, changes, sorted(rnd.randint(0, nchanges) for _ in range(nwanted))


def workload():
    return [_case(1, 60, 240, 2), _case(2, 9, 250, 3), _case(3, 2, 5, 2), ({}, [], [0])]
