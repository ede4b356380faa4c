import random
from collections import Counter
from typing import NamedTuple


# --- a: anagrams with flags
def anagram_groups(words):
    used = [False] * len(words)
    groups = []
    for i in range(len(words)):
        if used[i]:
            continue
        group = [words[i]]
        used[i] = True
        for j in range(i + 1, len(words)):
            if used[j]:
                continue
            if sorted(words[j].lower()) == sorted(words[i].lower()):
                group.append(words[j])
                used[j] = True
        groups.append(group)
    return groups


def small_anagram():
    return [(["eat", "tea", "Tan", "ate", "nat", "bat"],), (["a", "a", "A"],), ([],), (["", "x", ""],)]


def large_anagram():
    r = random.Random(7)
    return (["".join(r.choice("aeinrst") for _ in range(r.randint(5, 7))) for _ in range(900)],)


# --- b: same baskets in a shop
def same_basket(a: list, b: list) -> bool:
    if len(a) != len(b):
        return False
    rest = list(b)
    for item in a:
        if item not in rest:
            return False
        rest.remove(item)
    return True


def popular_baskets(orders: list[tuple[int, list[str]]], least: int = 2) -> list[tuple[int, str]]:
    kinds: list[list] = []
    for _, items in orders:
        if not items:
            continue
        for kind in kinds:
            if same_basket(kind[0], items):
                kind[1] += 1
                break
        else:
            kinds.append([items, 1])
    popular = [(n, "+".join(sorted(items))) for items, n in kinds if n >= least]
    return sorted(popular, key=lambda p: (-p[0], p[1]))


def small_basket():
    o = [(1, ["tea", "milk"]), (2, ["milk", "tea"]), (3, ["egg"]), (4, []), (5, ["egg", "egg"]), (6, ["egg"])]
    return [(o,), (o, 1), ([],), (o[2:4],)]


def large_basket():
    r = random.Random(7)
    goods = ["tea", "milk", "egg", "rice", "soap", "bread", "oil"]
    return ([(i, [r.choice(goods) for _ in range(r.randint(3, 6))]) for i in range(2100)],)


# --- c: poker hands in a NamedTuple
class Hand(NamedTuple):
    owner: str
    cards: str

    def matches(self, other):
        return Counter(self.cards.split()) == Counter(other.cards.split())


class Table:
    def __init__(self):
        self.piles = []

    def deal(self, hand):
        for pile in self.piles:
            if pile[0].matches(hand):
                pile.append(hand)
                return
        self.piles.append([hand])


def repeated_hands(log):
    table = Table()
    for line in log:
        owner, _, cards = line.partition(":")
        table.deal(Hand(owner.strip(), cards))
    return {" ".join(sorted(p[0].cards.split())): [h.owner for h in p]
            for p in table.piles if len(p) > 1}


def small_hands():
    log = ["ann: 7S 8D KC", "bob: KC 7S 8D", "cy: 7S 7S 8D", "di: 8D KC 7S", "ed:2C"]
    return [(log,), (log[2:],), ([],), (["a: 1 1 2", "b: 1 2 2", "c: 2 1 1"],)]


def large_hands():
    r = random.Random(7)
    return (["p%d: %s" % (i, " ".join(r.choice(["7S", "8D", "KC", "2H", "AC"]) for _ in range(5))) for i in range(700)],)


# --- d: pairs of dice rolls that are equal up to order
def equal_rolls(rolls: list) -> dict:
    key_pairs = [
        (i, j)
        for i, left in enumerate(rolls)
        for j, right in enumerate(rolls[:i])
        if sorted(left) == sorted(right)
    ]
    matched = {n for pair in key_pairs for n in pair}
    return {"pairs": len(key_pairs), "unique": len(rolls) - len(matched)}


def small_rolls():
    return [([(1, 2, 6), (6, 1, 2), (3, 3, 4), (2, 6, 1)],), ([(1,), (1,)],), ([],), ([(1, 1, 2), (1, 2, 2)],)]


def large_rolls():
    r = random.Random(7)
    return ([tuple(r.randint(1, 20) for _ in range(5)) for _ in range(900)],)


CASES = {
    "anagram_groups": (small_anagram, large_anagram),
    "popular_baskets": (small_basket, large_basket),
    "repeated_hands": (small_hands, large_hands),
    "equal_rolls": (small_rolls, large_rolls),
}
