from bisect import bisect_right
from collections import namedtuple
from dataclasses import dataclass


Zone = namedtuple("Zone", "low high code base per_kg")


@dataclass(frozen=True)
class Shipment:
    ref: str
    postcode: str
    grams: int
    express: bool = False


def zone_charges(zones, surcharges, shipments):
    ordered = sorted(zones)
    for zone in ordered:
        if zone.low > zone.high:
            raise ValueError(f"zone {zone.code} is empty")
    for left, right in zip(ordered, ordered[1:]):
        if right.low <= left.high:
            raise ValueError(f"zones {left.code} and {right.code} overlap")
    lows = [z.low for z in ordered]
    priced = []
    summary = {}
    failed = []
    for shipment in shipments:
        code = shipment.postcode
        if not (len(code) == 5 and code.isascii() and code.isdigit()):
            code = "".join([ch for ch in code if "0" <= ch <= "9"])
            if len(code) != 5:
                failed.append(shipment.ref)
                continue
        number = int(code)
        at = bisect_right(lows, number) - 1
        grams = shipment.grams
        if at < 0 or grams <= 0:
            failed.append(shipment.ref)
            continue
        _, high, zone, base, per_kg = ordered[at]
        if number > high:
            failed.append(shipment.ref)
            continue
        cents = base + per_kg * -(-grams // 1000)
        percent = surcharges.get(zone, 0)
        cents += (cents * percent + 50) // 100
        if shipment.express:
            cents += (cents + 1) // 2
        priced.append((shipment.ref, zone, cents))
        count, total = summary.get(zone, (0, 0))
        summary[zone] = (count + 1, total + cents)
    return priced, summary, failed
