"""Shipping cost of a day's parcels from the carrier's price list."""

import random


class PriceList:
    """Prices by upper weight bound in grams; heavier parcels pay the last price and a surcharge per started kilogram."""

    def __init__(self, bands, surcharge_cents):
        self.bands = bands
        self.surcharge_cents = surcharge_cents

    def __repr__(self):
        return f"PriceList({self.bands!r}, {self.surcharge_cents!r})"

    def bounds(self):
        return sorted([band[0] for band in self.bands])

    def price(self, bound):
        for band in self.bands:
            if band[0] == bound:
                return band[1]
        raise KeyError(bound)


def shipping_cost(parcels: list[int], price_list: PriceList) -> int:
    """Sum in cents for parcels of the given weights (grams); parcels without weight are free."""
    total = 0
    for weight in parcels:
        if weight <= 0:
            continue
        cost = None
        for bound in price_list.bounds():
            if weight <= bound:
                cost = price_list.price(bound)
                break
        if cost is None:
            heaviest = price_list.bounds()[-1]
            kilograms = (weight - heaviest + 999) // 1000
            cost = price_list.price(heaviest) + kilograms * price_list.surcharge_cents
        total += cost
    return total


def workload():
    rng = random.Random(31)
    bands = [(bound, 190 + bound // 20) for bound in range(250, 20250, 250)]
    rng.shuffle(bands)
    calls = []
    for n in (13000, 3000, 30, 1):
        calls.append(([min(31000, int(rng.lognormvariate(8, 1))) for _ in range(n)], PriceList(bands, 95)))
    calls.append(([], PriceList(bands, 95)))
    calls.append(([0, -5, 1001, 999], PriceList([(1000, 450)], 50)))
    return calls
