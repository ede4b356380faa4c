def coprime_pair_count(rows: int, cols: int) -> int:
    """How many trees of a rows x cols orchard can be seen from the corner (0, 0)."""
    top = min(rows, cols)
    if top < 1:
        return 0
    # pairs whose gcd is exactly d = pairs divisible by d minus those with gcd 2d, 3d, ...
    mobius = [0] * (top + 1)
    mobius[1] = 1
    for d in range(1, top + 1):
        sign = mobius[d]
        if sign:
            for multiple in range(2 * d, top + 1, d):
                mobius[multiple] -= sign
    return sum(mobius[d] * (rows // d) * (cols // d) for d in range(1, top + 1))
