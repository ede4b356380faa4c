import random
from collections import namedtuple

Entry = namedtuple("Entry", "skater club elements deductions")


def element_score(base, marks):
    """Base value plus the trimmed mean of the judges' marks, in hundredths."""
    if len(marks) > 2:
        total = sum(marks) - max(marks) - min(marks)
        return base + total * 100 // (len(marks) - 2)
    return base + sum(marks) * 100 // len(marks)


def judge_panel_ranks(entries, places=3):
    """Score and rank a skating competition; equal scores share a rank.

    Returns (list of (rank, skater, score, best element), club -> points for
    its ranked skaters, skaters without any element)."""
    scored = []
    withdrawn = []
    for skater, club, elements, deductions in entries:
        if not elements:
            withdrawn.append(skater)
            continue
        scores = [element_score(base, marks) for base, marks in elements]
        scored.append((sum(scores) - deductions, max(scores), skater, club))
    scored.sort(key=lambda line: (-line[0], -line[1], line[2]))
    ranking = []
    clubs = {}
    rank = 0
    previous = None
    for place, (score, highest, skater, club) in enumerate(scored, 1):
        if (score, highest) != previous:
            rank = place
            previous = (score, highest)
        ranking.append((rank, skater, score, highest))
        if rank <= places:
            clubs[club] = clubs.get(club, 0) + places + 1 - rank
    return ranking, clubs, withdrawn


def workload():
    rng = random.Random(6)
    entries = []
    for n in range(6500):
        elements = [(rng.randrange(100, 1200), [rng.randint(-5, 5) for _ in range(9)]) for _ in range(rng.choice([0, 9, 10, 12]))]
        entries.append(Entry(f"skater{n}", f"club{rng.randrange(40)}", elements, rng.choice([0, 0, 100, 200])))
    return [(entries, 50)]
