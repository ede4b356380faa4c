import random


def build_pick_waves(modules, needs, workers):
    """Plan a parallel build: what may start together and how long the longest chain is.

    modules: name -> seconds; needs: (module, imported module), imports from outside are
    listed but not built. Returns (waves, seconds on the longest chain, outside names,
    names of waves' bottlenecks).
    """
    outside = []
    for _, imported in needs:
        if imported not in modules and imported not in outside:
            outside.append(imported)

    def level(name, path):
        if name in path:
            raise ValueError("import cycle: " + " -> ".join(path + [name]))
        deepest = 0
        for module, imported in needs:
            if module == name and imported in modules:
                deepest = max(deepest, 1 + level(imported, path + [name]))
        return deepest

    def finished(name):
        start = 0
        for module, imported in needs:
            if module == name and imported in modules:
                start = max(start, finished(imported))
        return start + modules[name]

    waves = []
    for name in modules:
        at = level(name, [])
        while len(waves) <= at:
            waves.append([])
        waves[at].append(name)
    longest = 0
    bottlenecks = []
    for wave in waves:
        wave.sort(key=lambda m: -modules[m])
        longest = max(longest, max(finished(m) for m in wave))
        if len(wave) > workers:
            bottlenecks.append(wave[0])
    return waves, longest, outside, bottlenecks


def _case(seed, n, fan, reach, workers):
    rnd = random.Random(seed)
    modules = {"m%d" % i: rnd.randint(1, 40) for i in range(n)}
    needs = []
    for i in range(1, n):
        for k in range(rnd.randint(0, fan)):
            needs.append(("m%d" % i, "m%d" % rnd.randrange(max(0, i - reach), i)))
        if rnd.random() < 0.1:
            needs.append(("m%d" % i, "ext%d" % rnd.randrange(4)))
    rnd.shuffle(needs)
    return modules, needs, workers


def workload():
    return [_case(1, 60, 4, 20, 4), _case(2, 100, 3, 30, 6), _case(3, 5, 2, 3, 1), ({}, [("a", "b")], 2)]
