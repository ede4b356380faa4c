import random


def direct_dependants(imports, module):
    return [name for name, wanted in imports.items() if module in wanted]


def all_dependants(imports, module):
    found = set()
    todo = [module]
    while todo:
        current = todo.pop()
        for name in direct_dependants(imports, current):
            if name != module and name not in found:
                found.add(name)
                todo.append(name)
    return found


def dependants_report(imports, changed):
    """For each module (name -> imported names) tell how many modules depend
    on it in some way, and which tests the changed modules call for.

    Returns (list of (module, direct, all, tests) from the most wanted on,
    tests to run, external names)."""
    unknown = [name for name in changed if name not in imports]
    if unknown:
        raise KeyError(f"no such module: {', '.join(unknown)}")
    report = []
    for module in imports:
        dependants = all_dependants(imports, module)
        tests = [name for name in dependants if name.startswith("test_")]
        report.append((module, len(direct_dependants(imports, module)), len(dependants), len(tests)))
    report.sort(key=lambda line: (-line[2], -line[1], line[0]))
    to_run = set()
    for module in changed:
        if module.startswith("test_"):
            to_run.add(module)
        to_run.update(name for name in all_dependants(imports, module) if name.startswith("test_"))
    external = sorted({name for wanted in imports.values() for name in wanted if name not in imports})
    return report, sorted(to_run), external


def workload():
    rng = random.Random(616)
    names = [f"mod{k}" for k in range(140)] + [f"test_mod{k}" for k in range(55)]
    imports = {}
    for place, name in enumerate(names):
        wanted = [rng.choice(names[:min(place, 140)]) for _ in range(rng.randint(1, 4))] if place else []
        if rng.random() < 0.2:
            wanted.append(rng.choice(["json", "yaml", "requests"]))
        if rng.random() < 0.03:
            wanted.append(rng.choice(names[:140]))
        imports[name] = wanted
    return [(imports, rng.sample(names, 6))]
