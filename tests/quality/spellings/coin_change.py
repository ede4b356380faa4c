import random
from itertools import product


# --- a: vending machine change, fewest coins
def change_receipts(amounts, coins):
    coins = sorted(set(c for c in coins if c > 0))

    def fewest(rest):
        if rest == 0:
            return 0
        best = None
        for c in coins:
            if c > rest:
                break
            sub = fewest(rest - c)
            if sub is None:
                continue
            if best is None or sub + 1 < best:
                best = sub + 1
        return best

    receipts = []
    for cents in amounts:
        n = fewest(cents)
        if n is None:
            receipts.append(f"{cents}: no change")
        else:
            receipts.append(f"{cents}: {n} coins")
    return receipts


def small_change():
    return [([6, 7, 0], [1, 3, 4]), ([3, 8, 8], [5, 3, 0]), ([], [1]), ([1, 5], [])]


def large_change():
    return ([38, 49, 55, 56], [3, 4, 5, 7])


# --- b: stamps on a letter, number of ways, order does not matter
def ways(amount, stamps, k):
    if amount == 0:
        return 1
    if amount < 0 or k == 0:
        return 0
    return ways(amount, stamps, k - 1) + ways(amount - stamps[k - 1], stamps, k)


def postage_table(letters: list, stamps: list) -> dict:
    rates = {"card": 45, "letter": 70, "large": 110, "parcel": 190}
    table = {}
    usable = sorted(set(stamps))
    for kind, extra in letters:
        if kind not in rates:
            table[kind] = -1
            continue
        postage = rates[kind] + extra
        table[kind] = table.get(kind, 0) + ways(postage, usable, len(usable))
    return table


def small_postage():
    return [([("card", 5), ("letter", 0)], [10, 5, 20]), ([("card", 0), ("card", 0), ("fax", 1)], [15, 15, 45]),
            ([], [5]), ([("card", 0)], [])]


def large_postage():
    return ([("parcel", 150), ("large", 95), ("parcel", 110)], [2, 5, 10, 20, 45])


# --- c: dart finishes; class with a recursive method
class Board:
    def __init__(self, fields):
        self.fields = list(fields)

    def count_orders(self, remaining):
        if remaining < 0:
            return 0
        if remaining == 0:
            return 1
        return sum(self.count_orders(remaining - f) for f in self.fields)


def finish_statistics(fields: tuple, targets: list) -> list:
    board = Board(sorted({f for f in fields if f > 0}))
    rows, total = [], 0
    for t in targets:
        if t < 0:
            raise ValueError("negative target")
        n = board.count_orders(t)
        total += n
        rows.append((t, n, total))
    return rows


def small_finish():
    return [((1, 2, 3), [4, 5, 5]), ((2, 4, 2), [7, 8]), ((5,), []), ((), [0, 1])]


def large_finish():
    return ((2, 3, 5, 7, 10), [22, 30, 33, 34])


# --- d: packs of screws in a warehouse order, trying all combinations
def pack_order(quantity: int, packs: dict) -> dict:
    names = sorted(n for n in packs if packs[n] > 0)
    if quantity <= 0 or not names:
        return {}
    spans = [range(quantity // packs[n] + 1) for n in names]
    fitting = (
        combo for combo in product(*spans)
        if sum(k * packs[n] for k, n in zip(combo, names)) == quantity
    )
    best = min(fitting, key=lambda combo: (sum(combo), combo), default=None)
    if best is None:
        return {"left over": quantity}
    return {n: k for n, k in zip(names, best) if k}


def small_pack():
    return [(30, {"S": 4, "M": 10, "L": 25}), (11, {"S": 4, "M": 6}), (0, {"S": 4}), (12, {"a": 6, "b": 6, "c": 0})]


def large_pack():
    return (163, {"S": 3, "M": 7, "L": 10, "XL": 25, "XXL": 40})


CASES = {
    "change_receipts": (small_change, large_change),
    "postage_table": (small_postage, large_postage),
    "finish_statistics": (small_finish, large_finish),
    "pack_order": (small_pack, large_pack),
}
