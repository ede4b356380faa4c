def _inversions(seq):
    n = len(seq)
    if n < 2:
        return 0, seq
    mid = n // 2
    a, left = _inversions(seq[:mid])
    b, right = _inversions(seq[mid:])
    total = a + b
    out = []
    i = 0
    size = len(left)
    for v in right:
        while i < size and left[i] <= v:
            out.append(left[i])
            i += 1
        total += size - i
        out.append(v)
    out.extend(left[i:])
    return total, out


def taste_disagreement(mine, yours):
    position = {}
    for i, film in enumerate(yours):
        position.setdefault(film, i)
    ranks = [position[f] for f in mine if f in position]
    n = len(ranks)
    pairs = n * (n - 1) // 2
    if pairs == 0:
        return {"common": n, "discordant": 0, "score": None, "verdict": "unknown"}
    discordant = _inversions(ranks)[0]
    score = round(discordant / pairs, 4)
    verdict = "twins" if discordant == 0 else ("opposites" if score > 0.8 else "normal")
    return {"common": n, "discordant": discordant, "score": score, "verdict": verdict}
