import random
from typing import List, NamedTuple, Tuple


# a. photos: people placed alternately short, tall, short, tall
def zigzag(heights):
    rest = []
    for h in heights:
        if h > 0:
            rest.append(h)
    line = []
    steps = 0
    small_turn = True
    while rest:
        if small_turn:
            h = min(rest)
        else:
            h = max(rest)
        rest.remove(h)
        if line:
            steps += abs(h - line[-1])
        line.append(h)
        small_turn = not small_turn
    return line, steps


# b. games: a draft, strategies decide which card is taken; helpers with loops
def _weakest(cards):
    at = 0
    for i, card in enumerate(cards):
        if card < cards[at]:
            at = i
    return at


def _strongest(cards):
    at = 0
    for i, card in enumerate(cards):
        if card > cards[at]:
            at = i
    return at


def draft(cards: List[Tuple[int, str]], strategies: List[str]) -> dict:
    """strategies: "high" or "low" for each player, they take turns"""
    pool = list(cards)
    hands: dict = {i: [] for i in range(len(strategies))}
    turn = 0
    while pool and strategies:
        player = turn % len(strategies)
        at = _strongest(pool) if strategies[player] == "high" else _weakest(pool)
        hands[player].append(pool.pop(at)[1])
        turn += 1
    return hands


# c. markets: a class with both ends
class Lot(NamedTuple):
    price: int
    number: int


class Portfolio:
    def __init__(self, lots):
        self.lots = [Lot(p, i) for i, p in enumerate(lots)]

    def __bool__(self):
        return len(self.lots) > 0

    def cheapest(self):
        lot = min(self.lots)
        self.lots.remove(lot)
        return lot

    def dearest(self):
        lot = max(self.lots)
        self.lots.remove(lot)
        return lot


def liquidate(prices, quotes):
    """Sell the dearest lot when the market fell, otherwise the cheapest."""
    portfolio = Portfolio(prices)
    sold = []
    gain = 0
    day = 0
    while portfolio:
        today = quotes[day % len(quotes)]
        before = quotes[(day - 1) % len(quotes)]
        lot = portfolio.dearest() if today < before else portfolio.cheapest()
        gain += today - lot.price
        sold.append(lot.number)
        day += 1
    return sold, gain


# d. text: words taken by a pattern of L and S, pick chosen from a dict of builtins
def weave_words(text, pattern="LS"):
    words = sorted(text.split(), key=str.lower)
    pick = {"L": max, "S": min}
    turns = (pick[letter] for _ in range(len(words)) for letter in pattern)
    out = []
    for choose in turns:
        if not words:
            break
        k = choose(range(len(words)), key=lambda j: (len(words[j]), words[j]))
        out.append(words.pop(k))
    return " ".join(w.upper() if i == 0 else w for i, w in enumerate(out))


def small_zigzag():
    return [([160, 180, 170, 150, 170],), ([5, 5, 5, 0, 5],), ([],), ([9, 1, 8, 2, 7, 3, 7],)]


def large_zigzag():
    r = random.Random(7)
    return ([r.randrange(1, 3000) for _ in range(5500)],)


def small_draft():
    return [
        ([(3, "c"), (1, "a"), (2, "b"), (3, "d")], ["high", "low"]),
        ([(2, "x"), (2, "x"), (1, "y"), (5, "z"), (4, "w")], ["low", "low", "high"]),
        ([], ["high"]),
        ([(7, "q"), (8, "r"), (7, "s")], ["low"]),
    ]


def large_draft():
    r = random.Random(7)
    return ([(r.randrange(500), "card%d" % i) for i in range(3600)], ["high", "low", "low", "high", "high"])


def small_liquidate():
    return [
        ([10, 12, 9, 12], [11, 10, 13]),
        ([5, 5, 5], [5, 4]),
        ([], [1]),
        ([7, 3, 8, 3, 6], [9, 8, 8, 2, 7]),
    ]


def large_liquidate():
    r = random.Random(7)
    return ([r.randrange(50, 900) for _ in range(4200)], [r.randrange(50, 900) for _ in range(250)])


def small_weave():
    return [
        ("the quick brown fox jumps over the lazy dog",),
        ("a bb a bb ccc", "SLL"),
        ("",),
        ("one two six ten four five nine", "S"),
    ]


def large_weave():
    r = random.Random(7)
    return (" ".join("".join(r.choice("abcde") for _ in range(r.randrange(1, 9))) for _ in range(2200)), "LSSL")


CASES = {
    "zigzag": (small_zigzag, large_zigzag),
    "draft": (small_draft, large_draft),
    "liquidate": (small_liquidate, large_liquidate),
    "weave_words": (small_weave, large_weave),
}
