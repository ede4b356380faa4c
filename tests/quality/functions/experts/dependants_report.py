def dependants_report(imports, changed):
    unknown = [name for name in changed if name not in imports]
    if unknown:
        raise KeyError(f"no such module: {', '.join(unknown)}")
    importers = {name: set() for name in imports}
    external = set()
    for name, wanted in imports.items():
        for other in wanted:
            if other in importers:
                importers[other].add(name)
            else:
                external.add(other)

    # names as bits; a few passes settle the sets of dependants, cycles too
    bit = {name: 1 << number for number, name in enumerate(imports)}
    reach = {}
    for name, users in importers.items():
        bits = 0
        for user in users:
            bits |= bit[user]
        reach[name] = bits
    moving = True
    order = list(reversed(imports))
    while moving:
        moving = False
        for name in order:
            before = bits = reach[name]
            for user in importers[name]:
                bits |= reach[user]
            if bits != before:
                reach[name] = bits
                moving = True

    test_bits = 0
    for name in imports:
        if name.startswith("test_"):
            test_bits |= bit[name]
    report = []
    for name in imports:
        bits = reach[name] & ~bit[name]
        report.append((name, len(importers[name]), bits.bit_count(), (bits & test_bits).bit_count()))
    report.sort(key=lambda line: (-line[2], -line[1], line[0]))
    wanted_bits = 0
    for name in changed:
        wanted_bits |= reach[name] & ~bit[name] | bit[name]
    wanted_bits &= test_bits
    return report, sorted(name for name in imports if bit[name] & wanted_bits), sorted(external)
