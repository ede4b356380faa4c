import random


# --- billing: price lookup by going through items()
def invoice_total(cart, price_list, discount_pct=0):
    total = 0
    missing = []
    lines = []
    for product, qty in cart:
        price = None
        for name, cents in price_list.items():
            if name == product:
                price = cents
                break
        if price is None:
            missing.append(product)
            continue
        total += price * qty
        lines.append("%-8s x%d" % (product, qty))
    total -= total * discount_pct // 100
    return total, lines[:10], missing


# --- games: looking a tile up, helper over keys
def terrain_at(board: dict, x: int, y: int) -> str:
    for pos in board:
        if pos == (x, y):
            return board[pos]
    return "void"


def walk_cost(board: dict, path: str, start=(0, 0)) -> dict:
    cost = {"grass": 1, "sand": 2, "water": 5, "void": 0}
    steps = {"N": (0, -1), "S": (0, 1), "E": (1, 0), "W": (-1, 0)}
    x, y = start
    spent = 0
    crossed = {}
    for ch in path:
        if ch not in steps:
            continue
        dx, dy = steps[ch]
        x, y = x + dx, y + dy
        kind = terrain_at(board, x, y)
        spent += cost.get(kind, 3)
        crossed[kind] = crossed.get(kind, 0) + 1
    return {"end": (x, y), "spent": spent, "crossed": crossed}


# --- text: translation memory, class
class Glossary:
    def __init__(self, entries):
        self.entries = dict(entries)
        self.misses = 0

    def translate(self, term):
        for source, target in self.entries.items():
            if source == term:
                return target
        self.misses += 1
        return "[" + term + "]"


def translate_text(text, pairs):
    glossary = Glossary((a.lower(), b) for a, b in pairs)
    words = []
    for raw in text.split(" "):
        if not raw:
            continue
        word = glossary.translate(raw.lower())
        words.append(word.capitalize() if raw[0].isupper() else word)
    return " ".join(words), glossary.misses


# --- networks: DNS-like resolution, comprehension / next
def resolve_hosts(zone, queries):
    def address(host):
        return next((ip for h, ip in zone.items() if h == host), None)

    answers = {}
    unresolved = 0
    k = 0
    while k < len(queries):
        host = queries[k].rstrip(".")
        k += 1
        ip = address(host)
        if ip is None:
            unresolved += 1
        else:
            answers.setdefault(ip, []).append(host)
    shared = sorted(ip for ip, hs in answers.items() if len(set(hs)) > 1)
    return answers, shared, unresolved


def small_invoice():
    prices = {"nut": 5, "bolt": 7, "cog": 120}
    return [
        ([("nut", 3), ("cog", 1), ("gem", 2), ("nut", 3)], prices),
        ([], prices),
        ([("nut", 1)], {}),
        ([("bolt", 10), ("bolt", 1)], prices, 10),
    ]


def large_invoice():
    r = random.Random(7)
    prices = {"P%05d" % i: r.randrange(100, 9000) for i in range(3000)}
    return ([("P%05d" % r.randrange(3200), r.randrange(1, 5)) for _ in range(5000)], prices, 5)


def small_walk():
    b = {(0, 0): "grass", (1, 0): "sand", (1, 1): "water", (0, 1): "lava"}
    return [
        (b, "ESWN?E"),
        (b, ""),
        ({}, "NNEE"),
        (b, "SSWW", (1, -1)),
    ]


def large_walk():
    r = random.Random(7)
    kinds = ["grass", "sand", "water", "lava"]
    board = {(x, y): r.choice(kinds) for x in range(-30, 31) for y in range(-30, 31)}
    return (board, "".join(r.choice("NSEW") for _ in range(4000)))


def small_translate():
    p = [("cat", "Katze"), ("The", "die"), ("dog", "Hund"), ("the", "der")]
    return [
        ("The cat  sees the dog", p),
        ("", p),
        ("a b a", []),
        ("Dog dog DOG", p),
    ]


def large_translate():
    r = random.Random(7)
    p = [("src%d" % i, "ziel%d" % i) for i in range(3800)]
    return (" ".join("src%d" % r.randrange(4100) for _ in range(7000)), p)


def small_zone():
    z = {"a.com": "1.1.1.1", "b.com": "1.1.1.1", "c.org": "2.2.2.2"}
    return [
        (z, ["a.com.", "b.com", "x.net", "a.com"]),
        (z, []),
        ({}, ["a.com"]),
        (z, ["c.org", "c.org", "c.org."]),
    ]


def large_zone():
    r = random.Random(7)
    z = {"host%d.example.org" % i: "10.0.%d.%d" % (r.randrange(20), r.randrange(250)) for i in range(3000)}
    return (z, ["host%d.example.org." % r.randrange(3100) for _ in range(7500)])


CASES = {
    "invoice_total": (small_invoice, large_invoice),
    "walk_cost": (small_walk, large_walk),
    "translate_text": (small_translate, large_translate),
    "resolve_hosts": (small_zone, large_zone),
}
