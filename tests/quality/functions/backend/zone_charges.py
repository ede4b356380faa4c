import random
from collections import namedtuple
from dataclasses import dataclass

Zone = namedtuple("Zone", "low high code base per_kg")


@dataclass(frozen=True)
class Shipment:
    ref: str
    postcode: str
    grams: int
    express: bool = False


def _numeric(postcode):
    digits = "".join(ch for ch in postcode if "0" <= ch <= "9")
    if len(digits) != 5:
        raise ValueError(f"bad postcode {postcode!r}")
    return int(digits)


def _check_zones(zones):
    ordered = sorted(zones)
    for zone in ordered:
        if zone.low > zone.high:
            raise ValueError(f"zone {zone.code} is empty")
    for left, right in zip(ordered, ordered[1:]):
        if right.low <= left.high:
            raise ValueError(f"zones {left.code} and {right.code} overlap")


def zone_charges(zones, surcharges, shipments):
    """Price shipments by postcode zone (ranges inclusive) in cents.

    surcharges: {zone code: percent}. Every started kilogram counts, express adds half (rounded up).
    Returns ([(ref, zone code, cents)], {zone code: (count, cents)}, [refs that could not be priced]).
    """
    _check_zones(zones)
    priced = []
    summary = {}
    failed = []
    for shipment in shipments:
        try:
            number = _numeric(shipment.postcode)
        except ValueError:
            failed.append(shipment.ref)
            continue
        zone = next((z for z in zones if z.low <= number <= z.high), None)
        if zone is None or shipment.grams <= 0:
            failed.append(shipment.ref)
            continue
        cents = zone.base + zone.per_kg * -(-shipment.grams // 1000)
        percent = surcharges.get(zone.code, 0)
        cents += (cents * percent + 50) // 100
        if shipment.express:
            cents += (cents + 1) // 2
        priced.append((shipment.ref, zone.code, cents))
        count, total = summary.get(zone.code, (0, 0))
        summary[zone.code] = (count + 1, total + cents)
    return priced, summary, failed


def workload():
    rng = random.Random(90210)
    cuts = sorted(rng.sample(range(1000, 99999), 700))
    zones = []
    for i in range(0, 698):
        if rng.random() < 0.06:
            continue
        zones.append(Zone(cuts[i], cuts[i + 1] - 1, "Z%02d" % (i % 37), rng.randrange(200, 900), rng.randrange(10, 120)))
    rng.shuffle(zones)
    shipments = []
    for i in range(3500):
        code = "%05d" % rng.randrange(0, 100000)
        if rng.random() < 0.1:
            code = "D-" + code
        if rng.random() < 0.02:
            code = code[:-2]
        shipments.append(Shipment("R%05d" % i, code, rng.randrange(0, 30000), rng.random() < 0.2))
    return [(zones, {"Z03": 12, "Z11": 5, "Z36": 33}, shipments)]
