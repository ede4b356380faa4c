def kth_cheapest_combo(mains, sides, k):
    """Price of the k-th cheapest (main, side) combination, counting equal prices separately."""
    if k < 1 or k > len(mains) * len(sides):
        raise ValueError("there is no such combination")
    mains = sorted(mains)
    sides = sorted(sides)
    # entry (i, j) of the sorted table has (i+1)*(j+1) - 1 others that are no dearer
    candidates = []
    for i, main in enumerate(mains[:k], start=1):
        for side in sides[:k // i]:
            candidates.append(main + side)
    candidates.sort()
    return candidates[k - 1]
