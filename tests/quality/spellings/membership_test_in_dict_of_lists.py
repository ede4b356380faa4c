import random


# --- logs: distinct users per page, plain loop
def visitors_by_page(lines):
    seen = {}
    bad = 0
    for line in lines:
        parts = line.split()
        if len(parts) != 3:
            bad += 1
            continue
        user, method, page = parts
        if method != "GET":
            continue
        if page not in seen:
            seen[page] = []
        if user not in seen[page]:
            seen[page].append(user)
    report = []
    for page in sorted(seen):
        report.append((page, len(seen[page]), seen[page][:3]))
    return report, bad


# --- networks: adjacency lists, small helper
def _link(graph: dict, a: str, b: str) -> bool:
    neighbours = graph.setdefault(a, [])
    if b in neighbours:
        return False
    neighbours.append(b)
    return True


def build_topology(cables: list) -> dict:
    graph: dict = {}
    duplicates = 0
    for left, right in cables:
        if left == right:
            continue
        fresh = _link(graph, left, right)
        _link(graph, right, left)
        if not fresh:
            duplicates += 1
    hub = max(graph, key=lambda n: (len(graph[n]), n)) if graph else None
    return {"hub": hub, "duplicates": duplicates, "graph": graph}


# --- inventory: a class that keeps which bins hold what
class BinCatalogue:
    def __init__(self):
        self.bins = {"misc": []}
        self.rejected = 0

    def put(self, bin_name, sku):
        name = bin_name or "misc"
        if name in self.bins:
            known = self.bins[name]
            for s in known:
                if s == sku:
                    self.rejected += 1
                    break
            else:
                known.append(sku)
        else:
            self.bins[name] = [sku]

    @property
    def sizes(self):
        return {name: len(skus) for name, skus in self.bins.items()}


def catalogue_stock(deliveries):
    cat = BinCatalogue()
    for entry in deliveries:
        if entry["qty"] < 1:
            continue
        cat.put(entry.get("bin"), entry["sku"])
    first = [skus[0] for skus in cat.bins.values() if skus]
    return cat.sizes, first, cat.rejected


# --- text: index of words to line numbers, closure and while loop
def word_index(lines, stop_words=("the", "a")):
    index = {"by_letter": {}, "total": 0}

    def note(word):
        group = index["by_letter"].setdefault(word[0], [])
        if word not in group:
            group += [word]
            index["total"] += 1

    i = 0
    while i < len(lines):
        for word in lines[i].lower().split():
            if word in stop_words:
                continue
            note(word)
        i += 1
    out = ["%s: %s" % (letter, ", ".join(sorted(ws))) for letter, ws in sorted(index["by_letter"].items())]
    return "\n".join(out), index["total"]


def small_visitors():
    return [
        (["al GET /a", "bo GET /a", "al GET /a", "al GET /b", "x"],),
        ([],),
        (["al POST /a", "bo GET /z", "bo GET /z", "cy GET /z", "di GET /z", "ed GET /z"],),
        (["q GET /", "p GET /", "q GET /", "", "a b c d"],),
    ]


def large_visitors():
    r = random.Random(7)
    return (["user%d GET /p%d" % (r.randrange(3500), r.randrange(3)) for _ in range(15000)],)


def small_topology():
    return [
        ([("a", "b"), ("b", "a"), ("a", "c"), ("c", "c")],),
        ([],),
        ([("x", "y"), ("x", "y"), ("y", "z"), ("z", "x")],),
        ([("r1", "s1"), ("r1", "s2"), ("r1", "s3"), ("r2", "s1"), ("s1", "r1")],),
    ]


def large_topology():
    r = random.Random(7)
    return ([("core%d" % r.randrange(3), "host%d" % r.randrange(4500)) for _ in range(15000)],)


def small_stock():
    return [
        ([{"bin": "A", "sku": 1, "qty": 2}, {"bin": "A", "sku": 1, "qty": 2}, {"sku": 9, "qty": 1}],),
        ([],),
        ([{"bin": "A", "sku": 1, "qty": 0}, {"bin": "B", "sku": 1, "qty": 5}, {"bin": "", "sku": 4, "qty": 5}],),
        ([{"bin": "A", "sku": k % 3, "qty": 1} for k in range(7)],),
    ]


def large_stock():
    r = random.Random(7)
    return ([{"bin": r.choice(["N", "S", None]), "sku": r.randrange(100000, 104000), "qty": 1} for _ in range(18000)],)


def small_words():
    return [
        (["The cat and the dog", "a dog and Cats"],),
        ([],),
        (["x y z", "", "Z y"], ()),
        (["the the a", "apple ant apple"],),
    ]


def large_words():
    r = random.Random(7)
    vocab = [r.choice("st") + "".join(r.choice("aeiounrl") for _ in range(6)) for _ in range(6000)]
    return ([" ".join(r.choice(vocab) for _ in range(8)) for _ in range(2200)],)


CASES = {
    "visitors_by_page": (small_visitors, large_visitors),
    "build_topology": (small_topology, large_topology),
    "catalogue_stock": (small_stock, large_stock),
    "word_index": (small_words, large_words),
}
