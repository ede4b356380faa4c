import random

from suffix_trees import STree

rng = random.Random(14)
words = ["".join(rng.choice("etaoinshrdlu") for _ in range(rng.randrange(2, 9))) for _ in range(400)]


def text(n):
    return " ".join(rng.choice(words) for _ in range(n))


tree = STree.STree(text(9000))
found = [tree.find_all(rng.choice(words)) for _ in range(150)]
print(sum(len(places) for places in found), sum(min(places, default=0) for places in found))

shared = 0
for _ in range(24):
    passage = text(12)
    versions = [text(90) + passage + text(90) for _ in range(4)]
    common = STree.STree(versions).lcs()
    shared += len(common)
print(shared)
