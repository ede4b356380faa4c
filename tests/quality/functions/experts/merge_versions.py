_MARKS = ("<<<<<<<", "=======", ">>>>>>>")


def _align(a, b):
    """Same pairs as the table of lengths gives, with one bit row for each line of a.

    Bit p of a row is clear where the length grows at column len(b) - 1 - p, seen from the end.
    """
    n, m = len(a), len(b)
    pairs = {}
    i = 0
    while i < n and i < m and a[i] == b[i]:
        pairs[i] = i
        i += 1
    if i == n or i == m:
        return pairs
    start = i
    masks = {}
    bit = 1
    for j in range(m - 1, start - 1, -1):
        masks[b[j]] = masks.get(b[j], 0) | bit
        bit <<= 1
    full = bit - 1
    row = full
    rows = [row]
    for i in range(n - 1, start - 1, -1):
        hit = row & masks.get(a[i], 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    i = j = start
    while i < n and j < m:
        if a[i] == b[j]:
            pairs[i] = j
            i += 1
            j += 1
            continue
        width = m - j
        low = (1 << width) - 1
        row = rows[n - i]
        if not row >> (width - 1) & 1:
            # one column less is shorter, so one line less is not
            i += 1
        elif (rows[n - i - 1] & low).bit_count() == (row & low).bit_count():
            i += 1
        else:
            j += 1
    return pairs


def merge_versions(base, ours, theirs):
    for name, lines in (("base", base), ("ours", ours), ("theirs", theirs)):
        for number, line in enumerate(lines, 1):
            if "\n" in line:
                raise ValueError("%s, line %d: a newline inside" % (name, number))
            if line.startswith(_MARKS):
                raise ValueError("%s, line %d: not resolved yet" % (name, number))
    to_ours = _align(base, ours)
    to_theirs = _align(base, theirs)
    anchors = [(i, j, to_theirs[i]) for i, j in to_ours.items() if i in to_theirs]
    anchors.append((len(base), len(ours), len(theirs)))
    out = []
    conflicts = []
    taken = {"both": 0, "ours": 0, "theirs": 0, "same": 0}
    run = 0         # start in base of the lines all three have
    i = j = k = 0
    for p, q, r in anchors:
        if p == i and q == j and r == k and p < len(base):
            i, j, k = p + 1, q + 1, r + 1
            continue
        if i > run:
            taken["both"] += 1
            out += base[run:i]
        old, mine, yours = base[i:p], ours[j:q], theirs[k:r]
        if mine == yours:
            if mine:
                taken["same"] += 1
            out += mine
        elif mine == old:
            if yours:
                taken["theirs"] += 1
            out += yours
        elif yours == old:
            if mine:
                taken["ours"] += 1
            out += mine
        else:
            conflicts.append((len(out) + 1, old, mine, yours))
            out.append(_MARKS[0] + " ours")
            out += mine
            out.append(_MARKS[1])
            out += yours
            out.append(_MARKS[2] + " theirs")
        run = p
        i, j, k = p + 1, q + 1, r + 1
    return out, conflicts, taken
