"""Spelling suggestions within one edit for each unknown word, most frequent first."""
import random


def _distance(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


def suggest_spellings(typed, frequency):
    out = {}
    for word in typed:
        w = word.lower()
        if w in frequency:
            continue
        options = []
        for known in frequency:
            if _distance(w, known) <= 1:
                options.append(known)
        options.sort(key=lambda k: (-frequency[k], k))
        out[word] = options[:3]
    return out, sum(1 for w in out if not out[w])


def workload():
    rnd = random.Random(63)

    def mk(n, q):
        words = ["".join(rnd.choice("aeiorstln") for _ in range(rnd.randint(2, 6))) for _ in range(n)]
        freq = {w: rnd.randrange(50) for w in words}
        typed = []
        for _ in range(q):
            w = list(rnd.choice(words))
            k = rnd.randrange(len(w))
            w[k:k + 1] = rnd.choice([[], ["x"], [w[k], w[k]], [w[k]], ["q", "z"]])
            typed.append("".join(w).capitalize())
        return typed, freq

    return [([], {}), (["", "Cat"], {"a": 3, "cut": 1, "at": 1, "cart": 2, "dog": 9}), mk(40, 8), mk(700, 50)]
