import random
from dataclasses import dataclass


# --- logs: first error of each kind, for/else with flag
def first_errors(entries, level="ERROR"):
    kept = []
    dropped = 0
    for stamp, lvl, code, text in entries:
        if lvl != level:
            continue
        for k in kept:
            if k[1] == code:
                dropped += 1
                break
        else:
            kept.append((stamp, code, text.strip()))
    report = ["%05d %s %s" % k for k in kept]
    return report, dropped


# --- text: unique lines, helper
def _already(result: list, line: str) -> bool:
    return line in result


def merge_word_lists(*lists) -> list:
    result = []
    for words in lists:
        for word in words:
            word = word.strip().lower()
            if not word or word.startswith("#"):
                continue
            if not _already(result, word):
                result.append(word)
    return [(i + 1, w) for i, w in enumerate(result)]


# --- inventory: articles with equal barcode, class
@dataclass
class Article:
    barcode: int
    label: str
    price: int


class Catalogue:
    def __init__(self):
        self.articles = []

    def add(self, article):
        if any(a.barcode == article.barcode for a in self.articles):
            return False
        self.articles.append(article)
        return True


def import_articles(rows):
    cat = Catalogue()
    rejected = []
    for nr, row in enumerate(rows, start=1):
        article = Article(row["barcode"], row.get("label", "?"), row["price"])
        if not cat.add(article):
            rejected.append(nr)
    worth = sum(a.price for a in cat.articles)
    return [(a.barcode, a.label) for a in cat.articles], worth, rejected


# --- maps: de-duplicated points rounded to a grid, while loop and comprehension
def thin_points(points, cell=10):
    kept = []
    i = 0
    while i < len(points):
        x, y = points[i]
        i += 1
        spot = (x // cell, y // cell)
        if spot not in [(kx // cell, ky // cell) for kx, ky in kept]:
            kept.append((x, y))
    if not kept:
        return {"points": [], "box": None}
    xs, ys = zip(*kept)
    return {"points": kept, "box": (min(xs), min(ys), max(xs), max(ys))}


def small_errors():
    return [
        ([(1, "ERROR", "E1", "a "), (2, "INFO", "I1", "b"), (3, "ERROR", "E1", "c"), (4, "ERROR", "E2", "d")],),
        ([],),
        ([(1, "WARN", "x", "a"), (2, "WARN", "x", "b")], "WARN"),
        ([(5, "ERROR", "z", ""), (4, "ERROR", "y", ""), (3, "ERROR", "z", "")],),
    ]


def large_errors():
    r = random.Random(7)
    return ([(t, "ERROR", "E%d" % r.randrange(3000), "boom") for t in range(6000)],)


def small_lists():
    return [
        (["One ", "two", "#x"], ["TWO", "three", ""]),
        (),
        ([], ["a", "a", "b", "A"]),
        (["q"], ["q"], ["q", "p"]),
    ]


def large_lists():
    r = random.Random(7)
    return tuple(["word%d" % r.randrange(4500) for _ in range(4000)] for _ in range(3))


def small_articles():
    return [
        ([{"barcode": 1, "label": "tea", "price": 3}, {"barcode": 1, "price": 4}, {"barcode": 2, "price": 5}],),
        ([],),
        ([{"barcode": 9, "price": 0}] * 3,),
        ([{"barcode": b, "label": "L%d" % b, "price": b * 2} for b in (4, 2, 4, 1, 2, 7)],),
    ]


def large_articles():
    r = random.Random(7)
    return ([{"barcode": r.randrange(10**6, 10**6 + 3000), "label": "x%d" % i, "price": i % 70} for i in range(5000)],)


def small_points():
    return [
        ([(1, 2), (3, 4), (15, 2), (19, 9), (-1, 0)],),
        ([],),
        ([(5, 5), (5, 5)], 1),
        ([(0, 0), (99, 99), (100, 0), (1, 1)], 50),
    ]


def large_points():
    r = random.Random(7)
    return ([(r.randrange(600), r.randrange(600)) for _ in range(2400)],)


CASES = {
    "first_errors": (small_errors, large_errors),
    "merge_word_lists": (small_lists, large_lists),
    "import_articles": (small_articles, large_articles),
    "thin_points": (small_points, large_points),
}
