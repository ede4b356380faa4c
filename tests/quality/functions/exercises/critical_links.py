import random


def critical_links(count, links):
    """The links (in the given order) whose failure would cut a network of `count` machines apart."""
    for a, b in links:
        if not (0 <= a < count and 0 <= b < count):
            raise ValueError("unknown machine in %r" % ((a, b),))

    def islands(wires):
        tag = list(range(count))
        for a, b in wires:
            if tag[a] != tag[b]:
                old, new = tag[b], tag[a]
                tag = [new if t == old else t for t in tag]
        return len(set(tag))

    whole = islands(links)
    fragile = []
    for skip in range(len(links)):
        if islands(links[:skip] + links[skip + 1:]) > whole:
            fragile.append(tuple(links[skip]))
    return fragile


def workload():
    rng = random.Random(74)
    jobs = []
    for n, extra in ((60, 9), (75, 25), (50, 0)):
        wires = [(rng.randrange(v), v) for v in range(1, n)]
        wires += [(rng.randrange(n), rng.randrange(n)) for _ in range(extra)]
        rng.shuffle(wires)
        jobs.append((n, wires))
    jobs.append((30, [(i, (i + 1) % 20) for i in range(20)] + [(20, 21), (21, 22), (5, 23)]))
    return jobs
