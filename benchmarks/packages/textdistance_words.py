import random

import textdistance

rng = random.Random(1)
words = ["".join(rng.choice("abcdefgh") for _ in range(rng.randrange(8, 30))) for _ in range(85)]
total = 0
for a in words:
    for b in words[:35]:
        total += textdistance.levenshtein.distance(a, b)
        total += round(textdistance.jaro_winkler.similarity(a, b), 6)
        total += round(textdistance.jaccard.similarity(a, b), 6)
print(round(total, 6))
