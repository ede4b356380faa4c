from collections import deque


def _key(rec):
    digits = rec["waybill"].replace("-", "").replace(" ", "")
    return (rec["carrier"].strip().upper(), digits.lstrip("0") or "0", rec["leg"])


def match_customs(shipments, declarations, tolerance=5):
    waiting = {}
    if shipments:
        for pos, decl in enumerate(declarations):
            waiting.setdefault(_key(decl), deque()).append(pos)
    taken = set()
    pairs, alerts, undeclared = [], [], []
    for no, ship in enumerate(shipments):
        queue = waiting.get(_key(ship)) if waiting else None
        if not queue:
            undeclared.append(no)
            continue
        hit = queue.popleft()
        taken.add(hit)
        pairs.append((no, hit))
        off = ship["weight"] - declarations[hit]["weight"]
        if abs(off) > tolerance:
            alerts.append("%s/%s leg %s: off by %+d kg" % (
                ship["carrier"].strip().upper(), ship["waybill"], ship["leg"], off))
    leftover = [pos for pos in range(len(declarations)) if pos not in taken]
    return pairs, alerts, undeclared, leftover
