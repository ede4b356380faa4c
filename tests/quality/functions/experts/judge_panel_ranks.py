from collections import namedtuple

Entry = namedtuple("Entry", "skater club elements deductions")


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
        scores = [
            base + (sum(marks) - max(marks) - min(marks)) * 100 // (len(marks) - 2)
            if len(marks) > 2
            else base + sum(marks) * 100 // len(marks)
            for base, marks in elements
        ]
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
