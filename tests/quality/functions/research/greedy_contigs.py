"""Greedy shotgun assembly."""
import random


def overlap(left, right, shortest):
    """Length of the longest proper suffix of ``left`` that starts ``right``."""
    for size in range(min(len(left), len(right)) - 1, shortest - 1, -1):
        if left.endswith(right[:size]):
            return size
    return 0


def drop_contained(reads):
    kept = []
    for i, read in enumerate(reads):
        for j, other in enumerate(reads):
            if i != j and read in other and (len(read) < len(other) or j < i):
                break
        else:
            kept.append(read)
    return kept


def greedy_contigs(reads, shortest=8):
    """Join the two pieces with the longest overlap until none is left.

    Reads lying inside others are dropped first.  Among equal overlaps the
    earliest left piece wins, then the earliest right one; a joined piece goes
    to the end of the list.  Returns the contigs (longest first, then
    alphabetically), the overlaps used, and the N50.
    """
    if shortest < 1:
        raise ValueError("overlaps must have at least one base")
    pieces = drop_contained(reads)
    used = []
    while len(pieces) > 1:
        best = 0
        pair = None
        for i, left in enumerate(pieces):
            for j, right in enumerate(pieces):
                if i == j:
                    continue
                size = overlap(left, right, shortest)
                if size > best:
                    best, pair = size, (i, j)
        if pair is None:
            break
        i, j = pair
        joined = pieces[i] + pieces[j][best:]
        pieces = [piece for k, piece in enumerate(pieces) if k not in pair]
        pieces.append(joined)
        used.append(best)
    contigs = sorted(pieces, key=lambda piece: (-len(piece), piece))
    half = sum(map(len, contigs)) / 2
    n50 = 0
    covered = 0
    for contig in contigs:
        covered += len(contig)
        if covered >= half:
            n50 = len(contig)
            break
    return contigs, used, n50


def workload():
    rng = random.Random(2024)
    genome = "".join(rng.choice("ACGT") for _ in range(600))
    reads = []
    for _ in range(52):
        at = rng.randrange(len(genome) - 40)
        reads.append(genome[at:at + rng.randrange(28, 41)])
    low = "".join(rng.choice("AC") for _ in range(160))
    repeats = [low[i:i + 22] for i in range(0, 138, 6)]
    return [(reads,), (repeats, 4)]
