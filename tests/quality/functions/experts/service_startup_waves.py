def service_startup_waves(depends_on):
    wave = {}
    unknown = {}
    for root in depends_on:
        if root in wave:
            continue
        stack = [(root, iter(depends_on[root]), 0)]
        while stack:
            name, it, deepest = stack.pop()
            for dep in it:
                if dep not in depends_on:
                    continue
                w = wave.get(dep)
                if w is None:
                    stack.append((name, iter(()), -1))
                    break
                if w + 1 > deepest:
                    deepest = w + 1
            else:
                if deepest >= 0:
                    wave[name] = deepest
                continue
            # revisit the node from the start once the dependency is known
            stack[-1] = (name, iter(depends_on[name]), 0)
            stack.append((dep, iter(depends_on[dep]), 0))
    waves = {}
    for name, deps in depends_on.items():
        waves.setdefault(wave[name], []).append(name)
        for dep in deps:
            if dep not in depends_on:
                unknown[dep] = None
    return [sorted(waves[w]) for w in sorted(waves)], list(unknown)
