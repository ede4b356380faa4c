def _clean(text):
    lines = []
    for raw in text.splitlines():
        words = raw.split("#", 1)[0].split()
        if words:
            lines.append(" ".join(words))
    return lines


def _common_lines(a, b):
    lo = 0
    end_a, end_b = len(a), len(b)
    while lo < end_a and lo < end_b and a[lo] == b[lo]:
        lo += 1
    while end_a > lo and end_b > lo and a[end_a - 1] == b[end_b - 1]:
        end_a -= 1
        end_b -= 1
    common = lo + len(a) - end_a
    size = end_a - lo
    if not size or end_b == lo:
        return common
    # bit-parallel longest common subsequence (zero bits of v are matches)
    where = {}
    bit = 1
    for line in a[lo:end_a]:
        where[line] = where.get(line, 0) | bit
        bit <<= 1
    full = bit - 1
    v = full
    get = where.get
    for line in b[lo:end_b]:
        m = get(line)
        if m:
            u = v & m
            v = ((v + u) | (v - u)) & full
    return common + size - bin(v).count("1")


def config_drift(baseline, hosts, tolerance=5.0):
    wanted = _clean(baseline)
    rows = []
    for host, text in hosts.items():
        actual = _clean(text)
        common = _common_lines(wanted, actual)
        added = len(actual) - common
        removed = len(wanted) - common
        size = len(actual) + len(wanted)
        percent = round(100.0 * (added + removed) / size, 2) if size else 0.0
        rows.append((host, added, removed, percent))
    rows.sort(key=lambda row: (-row[3], row[0]))
    return rows, [row[0] for row in rows if row[3] > tolerance]
