import random
from dataclasses import dataclass


# ---- 1: primes in an order list ------------------------------------------
def divisor_count(n):
    count = 0
    for d in range(1, n + 1):
        if n % d == 0:
            count += 1
    return count


def pack_sizes(quantities):
    """Tally the quantities by number of ways to pack them in equal boxes."""
    tally = {}
    hardest = None
    for q in quantities:
        if q <= 0:
            continue
        ways = divisor_count(q)
        tally.setdefault(ways, []).append(q)
        if ways == 2 and (hardest is None or q > hardest):
            hardest = q
    return {w: len(qs) for w, qs in sorted(tally.items())}, hardest


def small_pack_sizes():
    return [([12, 7, 12, 1, 0, 13, 6],), ([4, 4, 4],), ([-2, 0],), ([],)]


def large_pack_sizes():
    rnd = random.Random(7)
    kinds = [rnd.randrange(900, 1400) for _ in range(40)]
    return ([rnd.choice(kinds) for _ in range(7000)],)


# ---- 2: word distance -----------------------------------------------------
def edit_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        new = [i]
        for j, cb in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (ca != cb)))
        row = new
    return row[-1]


def closest(word: str, vocabulary: list[str]) -> tuple[int, str]:
    best = (len(word) + 99, "")
    for v in vocabulary:
        d = edit_distance(word, v)
        if d < best[0]:
            best = (d, v)
    return best


def correct_text(text: str, vocabulary: list[str], tolerance: int = 2) -> tuple[str, int]:
    out: list[str] = []
    changed = 0
    for word in text.lower().split():
        dist, guess = closest(word, vocabulary)
        if 0 < dist <= tolerance:
            out.append(guess)
            changed += 1
        else:
            out.append(word)
    return " ".join(out), changed


def small_correct_text():
    return [
        ("Teh cat sat on teh matt", ["the", "cat", "sat", "on", "mat"]),
        ("aaa aab aaa", ["aba", "bbb"], 1),
        ("xyz", []),
        ("", ["a"]),
    ]


def large_correct_text():
    rnd = random.Random(7)
    words = ["".join(rnd.choice("abcde") for _ in range(6)) for _ in range(25)]
    vocab = ["".join(rnd.choice("abcde") for _ in range(6)) for _ in range(20)]
    return " ".join(rnd.choice(words) for _ in range(1300)), vocab


# ---- 3: shipping tariff ---------------------------------------------------
@dataclass
class Tariff:
    base: int
    steps: list

    def zone_cost(self, distance):
        cost = self.base
        for km in range(1, distance + 1):
            rate = 0
            for limit, per_km in self.steps:
                rate = per_km
                if km <= limit:
                    break
            cost += rate
        return cost

    def price(self, distance, weight):
        return self.zone_cost(distance) * max(1, weight) // 10


def invoice(shipments, base, steps):
    tariff = Tariff(base, list(steps))
    lines = []
    total = 0
    for ref, distance, weight in shipments:
        if distance < 0:
            lines.append(f"{ref} rejected")
            continue
        amount = tariff.price(distance, weight)
        total += amount
        lines.append(f"{ref} {amount // 100}.{amount % 100:02d}")
    lines.append(f"total {total}")
    return lines


def small_invoice():
    return [
        ([("r1", 5, 10), ("r2", 12, 3), ("r3", 5, 7), ("r4", -1, 1)], 100, [(5, 9), (10, 4), (99, 1)]),
        ([("a", 0, 0), ("b", 0, 20)], 7, []),
        ([("z", 3, 3), ("z", 3, 3)], 0, [(1, 2)]),
        ([], 1, []),
    ]


def large_invoice():
    rnd = random.Random(7)
    dist = [rnd.randrange(200, 900) for _ in range(30)]
    return [("s%d" % i, rnd.choice(dist), rnd.randrange(1, 60)) for i in range(5500)], 250, [(100, 9), (300, 5), (2000, 2)]


# ---- 4: Collatz-style hash of player ids ---------------------------------
def bracket_seeds(entries, rounds=3):
    """Sort entries by the stopping time of their rating, best first."""

    def stopping_time(n):
        steps = 0
        while n > 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        return steps

    scored = [(stopping_time(rating), stopping_time(rating + shift), name)
              for shift in range(rounds) for name, rating in entries]
    best = max(scored, default=None)
    total = sum(a * b for a, b, _ in scored)
    return [f"{name}/{a}/{b}" for a, b, name in sorted(scored, reverse=True)][:20], best, total


def small_bracket_seeds():
    return [
        ([("ann", 27), ("bob", 6), ("cy", 27)],),
        ([("x", 1), ("y", 0), ("z", 2)], 1),
        ([("p", 97)], 2),
        ([],),
    ]


def large_bracket_seeds():
    rnd = random.Random(7)
    return ([("p%d" % i, rnd.randrange(10000, 10080)) for i in range(6000)], 3)


CASES = {
    "pack_sizes": (small_pack_sizes, large_pack_sizes),
    "correct_text": (small_correct_text, large_correct_text),
    "invoice": (small_invoice, large_invoice),
    "bracket_seeds": (small_bracket_seeds, large_bracket_seeds),
}
