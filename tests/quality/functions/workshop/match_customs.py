import random


def _clean_waybill(text):
    digits = text.replace("-", "").replace(" ", "")
    return digits.lstrip("0") or "0"


def _same_leg(ship, decl):
    if ship["carrier"].strip().upper() != decl["carrier"].strip().upper():
        return False
    if _clean_waybill(ship["waybill"]) != _clean_waybill(decl["waybill"]):
        return False
    return ship["leg"] == decl["leg"]


def match_customs(shipments, declarations, tolerance=5):
    """Pair each shipment leg with the first unused customs declaration of the same
    carrier, waybill and leg; returns (pairs, weight_alerts, undeclared, leftover)."""
    taken = []
    pairs, alerts, undeclared = [], [], []
    for no, ship in enumerate(shipments):
        hit = None
        for pos in range(len(declarations)):
            if pos in taken:
                continue
            if _same_leg(ship, declarations[pos]):
                hit = pos
                break
        if hit is None:
            undeclared.append(no)
            continue
        taken.append(hit)
        pairs.append((no, hit))
        off = ship["weight"] - declarations[hit]["weight"]
        if abs(off) > tolerance:
            alerts.append("%s/%s leg %s: off by %+d kg" % (
                ship["carrier"].strip().upper(), ship["waybill"], ship["leg"], off))
    leftover = [pos for pos in range(len(declarations)) if pos not in taken]
    return pairs, alerts, undeclared, leftover


def workload():
    out = []
    for seed, n in ((11, 160), (12, 110), (13, 200), (14, 0)):
        rng = random.Random(seed)
        ships, decls = [], []
        for _ in range(n):
            carrier = rng.choice(["dhl", "UPS", "Maersk", "kn"])
            wb = "%05d" % rng.randint(0, 150)
            leg = rng.randint(1, 3)
            w = rng.randint(20, 900)
            ships.append({"carrier": carrier, "waybill": wb, "leg": leg, "weight": w})
            if rng.random() < 0.85:
                decls.append({"carrier": " " + carrier.upper(), "waybill": wb[:3] + "-" + wb[3:],
                              "leg": leg, "weight": w + rng.choice([0, 0, 2, -9, 14])})
        rng.shuffle(decls)
        out.append((ships, decls))
    return out
