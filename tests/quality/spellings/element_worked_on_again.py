import random
from typing import Dict, List, NamedTuple, Tuple


# text: similar titles
def similar_titles(titles, min_common):
    pairs = []
    compared = 0
    for i in range(len(titles)):
        left = set(titles[i].lower().split())
        if not left:
            continue
        for j in range(i + 1, len(titles)):
            right = set()
            for word in titles[j].lower().split():
                right.add(word.strip(".,!"))
            if not right:
                continue
            compared += 1
            if len(left & right) >= min_common:
                pairs.append((i, j))
    lines = ["%d ~ %d" % p for p in pairs[:50]]
    return compared, len(pairs), lines


# biology: best matching reference for every read
def _profile(seq: str) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for k in range(len(seq) - 1):
        pair = seq[k:k + 2]
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def _distance(p: Dict[str, int], q: Dict[str, int]) -> int:
    return sum(abs(p.get(key, 0) - q.get(key, 0)) for key in p)


def assign_reads(reads: List[str], references: List[Tuple[str, str]]) -> List[Tuple[int, str, int]]:
    result = []
    for number, read in enumerate(reads):
        mine = _profile(read)
        best_name, best = "", None
        for name, seq in references:
            d = _distance(mine, _profile(seq))
            if best is None or d < best:
                best_name, best = name, d
        if best is not None:
            result.append((number, best_name, best))
    return result


# sports: teams against weekly targets
class Team(NamedTuple):
    name: str
    results: str

    def points(self) -> int:
        total = 0
        for letter in self.results:
            if letter == "W":
                total += 3
            elif letter == "D":
                total += 1
        return total

    @property
    def label(self) -> str:
        return self.name.title()


def teams_over_marks(records, marks):
    teams = [Team(name, results) for name, results in records]
    table = {}
    for mark in marks:
        above = []
        for team in teams:
            if team.points() >= mark:
                above.append(team.label)
        table[mark] = (len(above), above[0] if above else None)
    return table


# scheduling: which people can attend the most slots
def best_slots(calendars, slots, top=3):
    if not slots:
        return []

    def free_hours(entry):
        busy = {h for start, end in entry["busy"] for h in range(start, end)}
        return {h for h in range(entry["from"], entry["to"]) if h not in busy}

    counted = [
        (sum(1 for person in calendars if hour in free_hours(person)), -hour)
        for hour in slots
    ]
    counted.sort(reverse=True)
    return [{"hour": -h, "free": n} for n, h in counted[:top]]


W = "the a red blue lamp book of night day sea. storm, house old new king! queen road".split()


def _titles(n, k, seed):
    r = random.Random(seed)
    return [" ".join(r.choice(W) for _ in range(r.randrange(0, k))) for _ in range(n)]


def small_titles():
    return [([], 1), (_titles(4, 4, 1), 1), (_titles(8, 5, 2), 2), (_titles(12, 6, 3), 2)]


def large_titles():
    return (_titles(430, 44, 7), 11)


def _seq(r, k):
    return "".join(r.choice("ACGT") for _ in range(k))


def _bio(n, m, k, seed):
    r = random.Random(seed)
    return ([_seq(r, k) for _ in range(n)], [("ref%d" % i, _seq(r, k)) for i in range(m)])


def small_reads():
    return [([], []), _bio(3, 0, 5, 1), _bio(3, 4, 6, 2), _bio(5, 5, 9, 3)]


def large_reads():
    return _bio(50, 50, 650, 7)


def _teams(n, k, m, seed):
    r = random.Random(seed)
    return ([("team %d" % i, "".join(r.choice("WDL") for _ in range(k))) for i in range(n)],
            [r.randrange(0, 2 * k + 1) for _ in range(m)])


def small_teams():
    return [([], [3]), _teams(3, 4, 2, 1), _teams(5, 6, 4, 2), _teams(6, 8, 5, 3)]


def large_teams():
    return _teams(210, 210, 210, 7)


def _cal(n, span, m, seed):
    r = random.Random(seed)
    people = []
    for _ in range(n):
        busy = [(s, s + r.randrange(1, 5)) for s in (r.randrange(span) for _ in range(span // 6))]
        people.append({"from": r.randrange(3), "to": span - r.randrange(3), "busy": busy})
    return (people, [r.randrange(span) for _ in range(m)])


def small_slots():
    return [([], []), _cal(0, 10, 2, 1), _cal(4, 12, 5, 2), _cal(5, 24, 6, 3) + (2,)]


def large_slots():
    return _cal(130, 180, 160, 7)


CASES = {
    "similar_titles": (small_titles, large_titles),
    "assign_reads": (small_reads, large_reads),
    "teams_over_marks": (small_teams, large_teams),
    "best_slots": (small_slots, large_slots),
}
