import random

from rank_bm25 import BM25Okapi, BM25Plus

rng = random.Random(6)
words = [f"w{i}" for i in range(3000)]
corpus = [[rng.choice(words) for _ in range(rng.randrange(50, 300))] for _ in range(900)]
total = 0.0
for kind in (BM25Okapi, BM25Plus):
    index = kind(corpus)
    for _ in range(25):
        scores = index.get_scores([rng.choice(words) for _ in range(6)])
        total += float(scores.sum())
print(round(total, 6))
