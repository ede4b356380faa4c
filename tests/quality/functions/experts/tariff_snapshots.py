def _snapshot(table):
    return {zone: {"bands": dict(row["bands"]), "notes": list(row["notes"])} for zone, row in table.items()}


def tariff_snapshots(tariff, changes, wanted):
    table = _snapshot(tariff)
    keep = set(wanted)
    kept = {}
    if 0 in keep:
        kept[0] = _snapshot(table)
    total = sum(sum(z["bands"].values()) for z in table.values())
    idle = []
    sums = []
    for number, change in enumerate(changes, 1):
        kind, zone = change[0], change[1]
        if zone not in table:
            raise KeyError("change %d: no zone %s" % (number, zone))
        bands = table[zone]["bands"]
        changed = False
        if kind == "set":
            band, price = change[2], change[3]
            was = bands.get(band)
            changed = was is None or was != price
            bands[band] = price
            total += price - (was or 0)
        elif kind == "drop":
            was = bands.pop(change[2], None)
            changed = was is not None
            total -= was or 0
        elif kind == "raise":
            for band, price in bands.items():
                more = price * change[2] // 100
                if more:
                    changed = True
                    bands[band] = price + more
                    total += more
        elif kind == "note":
            table[zone]["notes"].append(change[2])
            changed = True
        if not changed:
            idle.append(number)
        if number in keep:
            kept[number] = _snapshot(table)
        sums.append(total)
    asked = {}
    for version in wanted:
        if not 0 <= version <= len(changes):
            raise IndexError("no version %d" % version)
        asked[version] = kept[version]
    return asked, idle, sums
