def kth_scaffold(ranks, pairs, depth):
    """All balanced strings of that many bracket pairs nested at most depth deep:
    return (the strings with these ranks in dictionary order, counted from 1, None
    for ranks out of range; how many strings there are)."""
    if pairs < 0:
        return [None for _ in ranks], 0
    top = min(depth, pairs)
    # endings[m][level]: ways to finish with m characters from that nesting level
    endings = [[1] + [0] * (max(top, 0) + 1)]
    for _ in range(2 * pairs):
        last = endings[-1]
        row = [last[1] if top > 0 else 0]
        for level in range(1, top + 1):
            row.append(last[level - 1] + last[level + 1] if level < top else last[level - 1])
        row.append(0)
        endings.append(row)
    total = endings[-1][0]
    chosen = []
    for k in ranks:
        if k < 1 or k > total:
            chosen.append(None)
            continue
        out = []
        level = 0
        for left in range(2 * pairs - 1, -1, -1):
            opening = endings[left][level + 1]
            if k <= opening:
                out.append("(")
                level += 1
            else:
                k -= opening
                out.append(")")
                level -= 1
        chosen.append("".join(out))
    return chosen, total
