from bisect import bisect_left


def _clean(code):
    code = code.strip().upper().replace("-", "")
    if code.startswith("SKU"):
        code = code[3:]
    return code.lstrip("0")


def settle_dock_scans(manifest, scans, slack):
    codes = [_clean(code) for code, _, _ in scans]
    unused = {}  # code -> [(minute, scan)] in order
    for k in sorted(range(len(scans)), key=lambda k: scans[k][1]):
        unused.setdefault(codes[k], []).append((scans[k][1], k))
    free = [True] * len(scans)
    matches = []
    missing = []
    short = 0
    for number, line in enumerate(manifest):
        want = line["qty"]
        if want <= 0:
            continue
        own = unused.get(_clean(line["sku"]))
        best = None
        if own:
            due = line["due"]
            at = bisect_left(own, (due,))
            if at < len(own):  # first read of the next minute with any
                best = (own[at][0] - due, own[at][1], at)
            if at:
                first = bisect_left(own, (own[at - 1][0],), 0, at)
                before = (due - own[first][0], own[first][1], first)
                if best is None or before < best:
                    best = before
        if best is None or best[0] > slack:
            missing.append(number)
            short += want
            continue
        pick = best[1]
        del own[best[2]]
        free[pick] = False
        difference = scans[pick][2] - want
        if difference < 0:
            short -= difference
        matches.append((number, pick, difference))
    return matches, missing, [c for c, f in zip(codes, free) if f], short
