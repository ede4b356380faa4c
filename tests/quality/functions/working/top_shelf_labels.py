"""Library shelf order of books and the first/last title for each shelf letter."""
import random
from functools import cmp_to_key


def _norm(title):
    t = title.strip().lower()
    for article in ("the ", "a ", "an "):
        if t.startswith(article):
            t = t[len(article):]
            break
    return t


def _compare(x, y):
    if x["section"] != y["section"]:
        return -1 if x["section"] < y["section"] else 1
    a, b = _norm(x["title"]), _norm(y["title"])
    if a != b:
        return -1 if a < b else 1
    return y["year"] - x["year"]


def top_shelf_labels(books):
    ordered = sorted(books, key=cmp_to_key(_compare))
    labels = {}
    for letter in "abcdefghijklmnopqrstuvwxyz":
        mine = [b for b in ordered if _norm(b["title"])[:1] == letter]
        if mine:
            labels[letter] = (mine[0]["title"], mine[-1]["title"], len(mine))
    return [b["id"] for b in ordered], labels


def workload():
    rnd = random.Random(49)
    words = ["The River", "a storm", "An Atlas", "Blue Harbour", "quiet night", "THE code", "Zebra", "9 lives", "Apple"]

    def mk(n):
        return [{"id": i, "title": rnd.choice(words) + rnd.choice(["", " ", " II", f" {rnd.randrange(300)}"]), "section": rnd.choice(["kids", "sf", "bio"]), "year": rnd.randrange(1950, 2024)} for i in range(n)]

    return [([],), (mk(5),), (mk(60),), (mk(2200),)]
