import random
from dataclasses import dataclass, field


@dataclass
class Target:
    name: str
    minutes: int
    needs: list = field(default_factory=list)
    wave: int = -1


def build_waves(recipe):
    """Split targets (name, minutes, 'dep dep ...') into waves that can be built in parallel.

    Returns (waves, total minutes with the slowest of each wave, targets that never get ready)."""
    targets = []
    for name, minutes, deps in recipe:
        if any(t.name == name for t in targets):
            raise ValueError("target %s defined twice" % name)
        targets.append(Target(name, minutes, deps.split()))
    done = []
    waves = []
    total = 0
    while len(done) < len(targets):
        ready = []
        for t in targets:
            if t.wave >= 0:
                continue
            ok = True
            for dep in t.needs:
                if dep not in done:
                    ok = False
                    break
            if ok:
                ready.append(t)
        if not ready:
            break
        for t in ready:
            t.wave = len(waves)
            done.append(t.name)
        waves.append([t.name for t in ready])
        total += max(t.minutes for t in ready)
    stuck = [t.name for t in targets if t.name not in done]
    return waves, total, stuck


def workload():
    out = []
    for seed, n, back in ((161, 340, 4), (162, 260, 3), (163, 280, 8), (164, 9, 3)):
        rng = random.Random(seed)
        rec = []
        for i in range(n):
            deps = {"lib%d" % rng.randint(max(0, i - back), i - 1) for _ in range(rng.randint(0, 3))} if i else set()
            deps = sorted(deps)
            if seed == 163 and i == 180:
                deps.append("libmissing")
            rec.append(("lib%d" % i, rng.randint(1, 30), " ".join(deps)))
        rng.shuffle(rec)
        out.append((rec,))
    return out
