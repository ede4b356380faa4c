def count_pallet_mixes(crates, target):
    crates = list(crates)
    for label, weight in crates:
        if weight <= 0:
            raise ValueError("crate %s weighs nothing" % label)
    open_sums = {target: (1, 0)} if target > 0 else {}
    ways, fewest = (1, 0) if target == 0 else (0, None)
    for label, weight in crates:
        step = dict(open_sums)
        for left, (n, few) in open_sums.items():
            rest = left - weight
            if rest < 0:
                continue
            few += 1
            if rest == 0:
                ways += n
                if fewest is None or few < fewest:
                    fewest = few
                continue
            old = step.get(rest)
            step[rest] = (n, few) if old is None else (old[0] + n, min(old[1], few))
        open_sums = step
    if ways == 0:
        verdict = "no mix of %d crates reaches %s kg" % (len(crates), target)
    else:
        verdict = "%d mixes, at best %d crates" % (ways, fewest)
    return {"ways": ways, "fewest": fewest, "note": verdict}
