import random


# --- text: word frequencies, .count in a loop
def top_words(text, limit=5):
    words = []
    for raw in text.split():
        w = raw.strip(".,!?").lower()
        if w:
            words.append(w)
    table = []
    done = set()
    for w in words:
        if w in done:
            continue
        done.add(w)
        n = words.count(w)
        if n > 1:
            table.append((n, w))
    table.sort(key=lambda t: (-t[0], t[1]))
    return table[:limit]


# --- sensors: how often does each reading occur, helper loop
def _times(readings: list, value: int) -> int:
    n = 0
    for r in readings:
        if r == value:
            n += 1
    return n


def most_frequent_reading(readings: list, ignore: int = -1) -> tuple:
    best = None
    best_n = 0
    ties = 0
    for value in readings:
        if value == ignore:
            continue
        n = _times(readings, value)
        if n > best_n:
            best, best_n = value, n
            ties = 0
        elif n == best_n and value != best:
            ties += 1
    return best, best_n, ties


# --- inventory: class with a method, reorder check
class Shelf:
    def __init__(self, items):
        self.items = tuple(items)

    def stock(self, sku):
        return self.items.count(sku)

    def needs(self, sku, minimum):
        have = self.stock(sku)
        return minimum - have if have < minimum else 0


def reorder_list(scanned_items, minimums):
    shelf = Shelf(scanned_items)
    orders = {}
    for sku, minimum in sorted(minimums.items()):
        missing = shelf.needs(sku, minimum)
        if missing > 0:
            orders[sku] = missing
    total = sum(orders.values())
    return orders, total, len(shelf.items)


# --- biology: k-mers, comprehensions
def repeated_kmers(dna, k=4):
    dna = dna.upper()
    kmers = [dna[i:i + k] for i in range(len(dna) - k + 1)]
    unique = sorted(set(kmers))
    counts = {km: sum(1 for other in kmers if other == km) for km in unique}
    singles = [km for km in unique if counts[km] == 1]
    peak = max(counts.values(), default=0)
    return {
        "peak": [km for km in unique if counts[km] == peak],
        "singles": len(singles),
        "kinds": len(unique),
    }


def small_text():
    return [
        ("The dog saw the cat. The cat ran!", 2),
        ("",),
        ("a b c",),
        ("x y x y, X? z z . z q q w w e e r r",),
    ]


def large_text():
    r = random.Random(7)
    vocab = ["w%d" % i for i in range(2200)]
    return (" ".join(r.choice(vocab) for _ in range(6500)),)


def small_readings():
    return [
        ([3, 1, 3, 2, 2, -1, -1, -1],),
        ([],),
        ([5, 5, 5, 1], 5),
        ([1, 2, 3, 1, 2, 3],),
    ]


def large_readings():
    r = random.Random(7)
    return ([r.randrange(400) for _ in range(4700)],)


def small_reorder():
    return [
        (["nut", "bolt", "nut", "cap"], {"nut": 3, "bolt": 1, "cog": 2}),
        ([], {"nut": 1}),
        (["nut"], {}),
        (["a", "b", "a", "b", "c"], {"a": 2, "b": 5, "c": 0, "d": 0}),
    ]


def large_reorder():
    r = random.Random(7)
    skus = ["SKU-%04d" % i for i in range(2400)]
    return ([r.choice(skus) for _ in range(8000)], {s: r.randrange(6) for s in skus})


def small_kmers():
    return [
        ("acgtacgtttacg",),
        ("",),
        ("AAAAAA", 2),
        ("gattacagattaca", 3),
    ]


def large_kmers():
    r = random.Random(7)
    return ("".join(r.choice("ACGT") for _ in range(5000)), 6)


CASES = {
    "top_words": (small_text, large_text),
    "most_frequent_reading": (small_readings, large_readings),
    "reorder_list": (small_reorder, large_reorder),
    "repeated_kmers": (small_kmers, large_kmers),
}
