import random


# folders: total size of every folder including those below it
def folder_sizes(parents, sizes):
    def size_up_to_root(i):
        total = sizes[i]
        if parents[i] is not None:
            total += size_up_to_root(parents[i])
        return total

    if len(parents) != len(sizes):
        return None
    out = []
    biggest = 0
    for i in range(len(parents)):
        value = size_up_to_root(i)
        out.append(value)
        if value > biggest:
            biggest = value
    return biggest, out


# billing: balance of an account after each month
def monthly_balances(opening: int, movements: list[tuple[int, int]], months: int) -> list[str]:
    def net(month: int) -> int:
        result = 0
        for m, amount in movements:
            if m == month:
                result += amount
        return result

    lines = []
    balance = opening
    for day_month, amount in movements:
        if day_month >= months:
            continue
        share = abs(amount) * 100 // (abs(net(day_month)) or 1)
        lines.append("%d:%d%%" % (day_month, min(share, 100)))
        balance += amount
    lines.append("end %d" % balance)
    return lines


# sports: Elo-like ranking of players in a ladder
class Ladder:
    def __init__(self, matches):
        self.matches = matches

    def table(self, entries):
        matches = self.matches

        def wins(player):
            n = 0
            for winner, loser in matches:
                if winner == player:
                    n += 1
                elif loser == player:
                    n -= 1
            return n

        rows = []
        for player, bonus in entries:
            score = wins(player) + bonus
            rows.append((score, player))
        rows.sort(key=lambda row: (-row[0], row[1]))
        return rows


def ladder_table(matches, entries):
    ladder = Ladder([m for m in matches if m[0] != m[1]])
    rows = ladder.table(entries)
    medals = [name for _, name in rows[:3]]
    return {"medals": medals, "total": sum(s for s, _ in rows), "n": len(rows)}


# text: words of a document with the lines they are found in
def concordance(lines, queries):
    cleaned = [line.lower().replace(",", " ").split() for line in lines]

    def places(word):
        return [no for no, words in enumerate(cleaned, 1) if word in words]

    found = [(q, places(q.lower())) for q in queries if q.strip()]
    missing = sum(1 for _, at in found if not at)
    text = ["%s: %s" % (q, ",".join(map(str, at[:3]))) for q, at in found]
    return text, missing


def _shallow(n, seed):
    r = random.Random(seed)
    parents = []
    for i in range(n):
        parents.append(None if i % 850 == 0 else i - 1 if i % 850 == 1 else i - r.randrange(1, 3))
    return (parents, [r.randrange(100) for _ in range(n)])


def small_folders():
    return [([], []), _shallow(5, 1), _shallow(12, 2), ([None, 0, 0, 1, None, 4], [3, 1, 1, 5, 2, 2])]


def large_folders():
    return _shallow(5000, 7)


def _moves(n, months, seed):
    r = random.Random(seed)
    return [(r.randrange(months), r.randrange(-50, 60)) for _ in range(n)]


def small_moves():
    return [(5, [], 3), (0, _moves(6, 3, 1), 3), (10, _moves(12, 4, 2), 3), (7, _moves(20, 6, 3), 6)]


def large_moves():
    return (100, _moves(2900, 24, 7), 24)


def _ladder(n, m, k, seed):
    r = random.Random(seed)
    names = ["p%d" % i for i in range(k)]
    return ([(r.choice(names), r.choice(names)) for _ in range(n)],
            [(r.choice(names), r.randrange(5)) for _ in range(m)])


def small_ladder():
    return [([], []), _ladder(5, 4, 3, 1), _ladder(12, 6, 4, 2), _ladder(25, 9, 6, 3)]


def large_ladder():
    return _ladder(2300, 2300, 40, 7)


def _doc(n, m, seed):
    r = random.Random(seed)
    vocab = "Sea ship captain storm, wind Sail harbour night, stars rope deck whale".split()
    lines = [" ".join(r.choice(vocab) for _ in range(r.randrange(3, 8))) for _ in range(n)]
    return (lines, [r.choice(vocab + ["island", "wind"]).strip(",") for _ in range(m)])


def small_doc():
    return [([], ["sea", " "]), _doc(4, 3, 1), _doc(8, 6, 2), _doc(15, 9, 3)]


def large_doc():
    return _doc(1400, 1400, 7)


CASES = {
    "folder_sizes": (small_folders, large_folders),
    "monthly_balances": (small_moves, large_moves),
    "ladder_table": (small_ladder, large_ladder),
    "concordance": (small_doc, large_doc),
}
