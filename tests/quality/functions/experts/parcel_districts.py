def parcel_districts(parcels, opened):
    index = {}
    area = []
    for name, size in parcels:
        if size < 0:
            raise ValueError("negative area of " + name)
        if name in index:
            raise ValueError("parcel %s listed twice" % name)
        index[name] = len(area)
        area.append(size)
    boss = list(range(len(area)))       # the root is always the lowest number
    exact = all(isinstance(size, int) for size in area)
    members = None if exact else [[i] for i in range(len(area))]
    total = list(area)

    def root(i):
        while boss[i] != i:
            boss[i] = boss[boss[i]]
            i = boss[i]
        return i

    best = max([0] + total)
    idle = []
    growth = []
    for a, b in opened:
        one, two = root(index[a]), root(index[b])
        if one == two:
            idle.append((a, b))
            continue
        if one > two:
            one, two = two, one
        boss[two] = one
        if exact:
            total[one] += total[two]
        else:                           # keep the order of summation for floats
            members[one] = sorted(members[one] + members[two])
            total[one] = sum(area[i] for i in members[one])
        if total[one] > best:
            best = total[one]
        growth.append(best)
    groups = {}
    for name, i in index.items():
        groups.setdefault(root(i), []).append(name)
    return groups, idle, growth
