import random


def is_ready(package, done, needs, names):
    for dep in needs.get(package, []):
        if dep in names and dep not in done:
            return False
    return True


def plan_releases(packages, needs, urgent=()):
    """Order in which to release packages: urgent first, then by priority, then by name.

    packages: [(name, priority)]; needs: name -> dependencies (unknown ones are external).
    Returns (order, stuck, how long each released package's chain of dependencies is).
    """
    names = [name for name, _ in packages]
    done = []
    todo = list(packages)
    while todo:
        ready = [p for p in todo if is_ready(p[0], done, needs, names)]
        if not ready:
            break
        ready.sort(key=lambda p: (p[0] not in urgent, -p[1], p[0]))
        chosen = ready[0]
        todo.remove(chosen)
        done.append(chosen[0])

    def depth(name):
        deps = [d for d in needs.get(name, []) if d in names]
        if not deps:
            return 0
        return 1 + max(depth(d) for d in deps)

    return done, sorted(name for name, _ in todo), {name: depth(name) for name in done}


def _case(seed, n, cycle):
    rnd = random.Random(seed)
    names = ["pkg%03d" % i for i in range(n)]
    rnd.shuffle(names)
    needs = {}
    for i, name in enumerate(names):
        if i:
            needs[name] = [names[max(0, i - rnd.randint(1, 30))] for _ in range(rnd.choice([0, 1, 1, 2]))]
        if rnd.random() < 0.1:
            needs.setdefault(name, []).append("external")
    if cycle:
        needs.setdefault(names[n // 2], []).append(names[-1])
        needs[names[-1]] = [names[n // 2]]
    packages = [(name, rnd.randrange(4)) for name in names]
    rnd.shuffle(packages)
    return packages, needs, names[n - 9:n - 4]


def workload():
    return [_case(1, 190, False), _case(2, 130, True)]
