def pallet_layouts(pallet_len, boxes):
    usable = [(length, bool(fragile)) for length, fragile in boxes if length > 0]
    if pallet_len < 0:
        return {"layouts": 0, "note": "negative pallet"}
    if not usable:
        return {"layouts": 0, "note": "no boxes"}
    solid = [length for length, fragile in usable if not fragile]
    fragile_lengths = [length for length, fragile in usable if fragile]
    free = [1] + [0] * pallet_len      # previous box was not fragile
    after = [1] + [0] * pallet_len     # previous box was fragile
    for left in range(1, pallet_len + 1):
        total = 0
        for length in solid:
            if length <= left:
                total += free[left - length]
        after[left] = total
        for length in fragile_lengths:
            if length <= left:
                total += after[left - length]
        free[left] = total
    n = free[pallet_len]
    if n == 0:
        return {"layouts": 0, "note": "does not fit"}
    return {"layouts": n, "note": "ok" if n > 1 else "unique"}
