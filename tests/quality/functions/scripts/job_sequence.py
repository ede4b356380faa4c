import random


def job_sequence(jobs):
    """jobs: name -> list of prerequisites. Repeatedly runs the alphabetically first
    job whose prerequisites have all run. Returns (order, sorted stuck jobs)."""
    waiting = dict(jobs)
    order = []
    while waiting:
        for name in sorted(waiting):
            if all(need in order for need in waiting[name]):
                order.append(name)
                waiting = {k: v for k, v in waiting.items() if k != name}
                break
        else:
            break
    return order, sorted(waiting)


def workload():
    rng = random.Random(2)
    out = [({},), ({"a": ["b"], "b": ["a"], "c": []},)]
    for n, fan in ((30, 2), (240, 3), (340, 2)):
        names = ["job%03d" % k for k in range(n)]
        rng.shuffle(names)
        jobs = {}
        for k, name in enumerate(names):
            jobs[name] = [names[k - rng.randint(1, min(k, 6))] for _ in range(rng.randint(0, fan))] if k else []
        jobs["ghost%d" % n] = ["nowhere"]
        out.append((jobs,))
    return out
