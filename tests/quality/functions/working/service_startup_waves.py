"""Group services into startup waves: a service starts one wave after its slowest dependency."""
import random


def _wave(name, depends_on):
    deepest = 0
    for dep in depends_on.get(name, []):
        if dep not in depends_on:
            continue
        w = _wave(dep, depends_on) + 1
        if w > deepest:
            deepest = w
    return deepest


def service_startup_waves(depends_on):
    waves = {}
    unknown = []
    for name in depends_on:
        w = _wave(name, depends_on)
        if w not in waves:
            waves[w] = []
        waves[w].append(name)
        for dep in depends_on[name]:
            if dep not in depends_on and dep not in unknown:
                unknown.append(dep)
    ordered = [sorted(waves[w]) for w in sorted(waves)]
    return ordered, unknown


def workload():
    rnd = random.Random(4)

    def mk(layers, width, fan):
        g = {}
        for lay in range(layers):
            for i in range(width):
                deps = [] if lay == 0 else [f"svc{lay - 1}_{j}" for j in rnd.sample(range(width), fan)]
                if rnd.random() < 0.1:
                    deps.append(f"ext{rnd.randrange(4)}")
                g[f"svc{lay}_{i}"] = deps
        return g

    return [({},), ({"a": ["zz"], "b": ["a", "zz"]},), (mk(5, 4, 2),), (mk(11, 4, 3),)]
