def common_motif(first, second):
    first = first.strip().upper()
    second = second.strip().upper()
    shorter = min(len(first), len(second))
    if shorter == 0:
        return 0, 0
    row = [0] * (len(second) + 1)
    for a in first:
        diagonal = 0
        for j, b in enumerate(second, 1):
            kept = row[j]
            if a == b:
                row[j] = diagonal + 1
            elif row[j - 1] > kept:
                row[j] = row[j - 1]
            diagonal = kept
    return row[-1], row[-1] * 1000 // shorter
