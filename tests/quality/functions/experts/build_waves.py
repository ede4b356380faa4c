def build_waves(recipe):
    index = {}
    names, minutes, needs = [], [], []
    for name, mins, deps in recipe:
        if name in index:
            raise ValueError("target %s defined twice" % name)
        index[name] = len(names)
        names.append(name)
        minutes.append(mins)
        needs.append(set(deps.split()))
    users = [[] for _ in names]
    missing = [0] * len(names)
    ready = []
    for i, deps in enumerate(needs):
        missing[i] = len(deps)          # an unknown dep is never counted down
        for dep in deps:
            if dep in index:
                users[index[dep]].append(i)
        if not deps:
            ready.append(i)
    built = [False] * len(names)
    waves = []
    total = 0
    while ready:
        waves.append([names[i] for i in ready])
        total += max([minutes[i] for i in ready])
        following = []
        for i in ready:
            built[i] = True
            for j in users[i]:
                missing[j] -= 1
                if not missing[j]:
                    following.append(j)
        following.sort()
        ready = following
    return waves, total, [name for name, ok in zip(names, built) if not ok]
