def build_pick_waves(modules, needs, workers):
    outside = {}
    imports = {}
    for module, imported in needs:
        if imported in modules:
            imports.setdefault(module, []).append(imported)
        else:
            outside[imported] = None
    known = {}  # name -> (level, finished at)

    def plan(name, path):
        ready = known.get(name)
        if ready is not None:
            return ready
        if name in path:
            raise ValueError("import cycle: " + " -> ".join([*path, name]))
        path[name] = None
        deepest = start = 0
        for imported in imports.get(name, ()):
            level, finished = plan(imported, path)
            if level >= deepest:
                deepest = level + 1
            if finished > start:
                start = finished
        del path[name]
        ready = known[name] = (deepest, start + modules[name])
        return ready

    waves = []
    for name in modules:
        at = plan(name, {})[0]
        while len(waves) <= at:
            waves.append([])
        waves[at].append(name)
    longest = 0
    bottlenecks = []
    for wave in waves:
        wave.sort(key=lambda m: -modules[m])
        longest = max(longest, max(known[m][1] for m in wave))
        if len(wave) > workers:
            bottlenecks.append(wave[0])
    return waves, longest, list(outside), bottlenecks
