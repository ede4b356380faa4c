import random
from itertools import accumulate


# a. games: a lottery with tickets; whoever has won is out
def draw_winners(tickets, numbers):
    left = [[name, count] for name, count in tickets if count > 0]
    total = 0
    for _, count in left:
        total += count
    winners = []
    for number in numbers:
        if total == 0:
            break
        ticket = number % total
        running = 0
        for i in range(len(left)):
            running += left[i][1]
            if ticket < running:
                winners.append(left[i][0])
                total -= left[i][1]
                del left[i]
                break
    return winners, total


# b. text: words drawn from a bag, one copy at a time
def _next_seed(seed: int) -> int:
    return (seed * 1103515245 + 12345) % 2147483648


def _pick(bag: dict, spot: int) -> str:
    for word, copies in bag.items():
        if spot < copies:
            return word
        spot -= copies
    raise IndexError("bag is too small")


def shuffle_words(copies: dict, seed: int, length: int) -> str:
    bag = {w: n for w, n in copies.items() if n > 0}
    remaining = sum(bag.values())
    out = []
    while remaining and len(out) < length:
        seed = _next_seed(seed)
        word = _pick(bag, (seed >> 8) % remaining)
        out.append(word)
        bag[word] -= 1
        remaining -= 1
    return " ".join(out)


# c. sports: draft order, teams with more lost games have better chances
class Team:
    def __init__(self, name, lost):
        self.name = name
        self.chances = lost + 1
        self.drawn = False


class Draft:
    def __init__(self, teams, seed):
        self.teams = teams
        self.seed = seed

    def roll(self, sides):
        self.seed = self.seed * 48271 % 2147483647
        return self.seed % sides

    def open_chances(self):
        return sum(t.chances for t in self.teams if not t.drawn)

    def draw(self):
        mark = self.roll(self.open_chances())
        for team in self.teams:
            if team.drawn:
                continue
            mark -= team.chances
            if mark < 0:
                team.drawn = True
                return team
        return None


def draft_order(records, seed=1):
    draft = Draft([Team(name, lost) for name, lost in records], seed)
    order = {}
    for place in range(1, len(records) + 1):
        order[draft.draw().name] = place
    return order


# d. inventory: samples for quality control, without putting back
def choose_samples(lots, marks):
    ids = [lot["id"] for lot in lots]
    sizes = [lot["size"] for lot in lots]
    chosen = []
    while marks and sum(sizes) > 0:
        mark, *marks = marks
        spot = mark * sum(sizes) // 1000
        at = next(i for i, upto in enumerate(accumulate(sizes)) if upto > spot)
        chosen.append((ids[at], sizes[at]))
        ids.pop(at)
        sizes.pop(at)
    return chosen, sum(sizes)


def small_tickets():
    return [
        ([("a", 3), ("b", 0), ("c", 5), ("d", 1)], [4, 7, 0, 3]),
        ([], [1, 2]),
        ([("x", 2), ("x", 2), ("y", 2)], [5, 1]),
        ([("z", 1)], []),
    ]


def large_tickets():
    rnd = random.Random(7)
    return ([("p%d" % i, rnd.randrange(1, 50)) for i in range(5000)], [rnd.randrange(10 ** 9) for _ in range(4900)])


def small_words():
    return [
        ({"to": 2, "be": 2, "or": 1, "not": 1}, 5, 6),
        ({}, 1, 4),
        ({"a": 0, "b": 3}, 9, 10),
        ({"x": 4, "y": 4, "z": 4}, 77, 5),
    ]


def large_words():
    rnd = random.Random(7)
    return ({"w%d" % i: rnd.randrange(1, 6) for i in range(2500)}, 42, 6500)


def small_records():
    return [
        ([("reds", 10), ("blues", 3), ("greens", 3), ("golds", 0)], 3),
        ([],),
        ([("one", 1)], 9),
        ([("a", 2), ("b", 2), ("c", 2)],),
    ]


def large_records():
    rnd = random.Random(7)
    return ([("t%d" % i, rnd.randrange(80)) for i in range(2600)], 5)


def small_lots():
    lots = [{"id": "L1", "size": 40}, {"id": "L2", "size": 0}, {"id": "L3", "size": 7}, {"id": "L4", "size": 40}]
    return [(lots, [0, 500, 999, 3]), ([], [1]), (lots, []), (lots, [450, 450])]


def large_lots():
    rnd = random.Random(7)
    return ([{"id": i, "size": rnd.randrange(1, 200)} for i in range(3500)], [rnd.randrange(1000) for _ in range(3000)])


CASES = {
    "draw_winners": (small_tickets, large_tickets),
    "shuffle_words": (small_words, large_words),
    "draft_order": (small_records, large_records),
    "choose_samples": (small_lots, large_lots),
}
