import random


def _mixes(crates, left):
    """(number of mixes, fewest crates in one) that weigh exactly `left`."""
    if left == 0:
        return 1, 0
    if left < 0 or not crates:
        return 0, None
    label, weight = crates[0]
    n_with, few_with = _mixes(crates[1:], left - weight)
    n_without, few_without = _mixes(crates[1:], left)
    fewest = few_without
    if few_with is not None and (fewest is None or few_with + 1 < fewest):
        fewest = few_with + 1
    return n_with + n_without, fewest


def count_pallet_mixes(crates, target):
    """In how many ways the (label, kg) crates fill a pallet of exactly target kg."""
    names = []
    for label, weight in crates:
        if weight <= 0:
            raise ValueError("crate %s weighs nothing" % label)
        names.append(label)
    ways, fewest = _mixes(list(crates), target)
    if ways == 0:
        verdict = "no mix of %d crates reaches %s kg" % (len(names), target)
    else:
        verdict = "%d mixes, at best %d crates" % (ways, fewest)
    return {"ways": ways, "fewest": fewest, "note": verdict}


def workload():
    out = []
    for seed, n, target in ((131, 17, 90), (132, 16, 120), (133, 15, 100), (134, 6, 31)):
        rng = random.Random(seed)
        out.append(([("c%d" % i, rng.randint(3, 26)) for i in range(n)], target))
    return out
