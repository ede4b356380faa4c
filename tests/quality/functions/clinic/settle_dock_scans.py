import random


def clean(code):
    code = code.strip().upper().replace("-", "")
    if code.startswith("SKU"):
        code = code[3:]
    return code.lstrip("0")


def settle_dock_scans(manifest, scans, slack):
    """Match what a truck should carry with what the gate scanner read.

    manifest: dicts sku, qty, due (minute); scans: (code, minute, qty). A scan serves one
    line: the nearest in time within slack, the earlier read on a tie. Returns
    (matches (line, scan, difference), missing line numbers, codes of scans left, units short).
    """
    used = []
    matches = []
    missing = []
    short = 0
    for number, line in enumerate(manifest):
        if line["qty"] <= 0:
            continue
        pick = None
        for k, (code, minute, qty) in enumerate(scans):
            if k in used or clean(code) != clean(line["sku"]):
                continue
            off = abs(minute - line["due"])
            if off > slack:
                continue
            if pick is None or off < abs(scans[pick][1] - line["due"]):
                pick = k
        if pick is None:
            missing.append(number)
            short += line["qty"]
            continue
        used.append(pick)
        difference = scans[pick][2] - line["qty"]
        if difference < 0:
            short -= difference
        matches.append((number, pick, difference))
    left = []
    for k, scan in enumerate(scans):
        if k not in used:
            left.append(clean(scan[0]))
    return matches, missing, left, short


def _case(seed, nlines, nscans, skus, slack):
    rnd = random.Random(seed)

    def spell(n):
        return rnd.choice(["%d", "SKU-%05d", "sku%d", " 000%d", "%d "]) % n

    manifest = [{"sku": spell(rnd.randrange(1, skus)), "qty": rnd.randint(0, 12), "due": rnd.randrange(600)} for _ in range(nlines)]
    scans = [(spell(rnd.randrange(1, skus)), rnd.randrange(600), rnd.randint(1, 12)) for _ in range(nscans)]
    return manifest, scans, slack


def workload():
    return [_case(1, 260, 400, 90, 150), _case(2, 150, 200, 12, 60), _case(3, 5, 6, 3, 300), ([], [("sku-01", 3, 1)], 5)]
