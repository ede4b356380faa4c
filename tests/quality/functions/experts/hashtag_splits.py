def hashtag_splits(tag, words):
    body = tag.lstrip("#").lower()
    if not body:
        return {"tag": tag, "ways": 0, "best": None}
    vocabulary = [w for w in dict.fromkeys(w.lower() for w in words) if w]
    n = len(body)
    ways = [0] * n + [1]
    count = [0] * (n + 1)
    choice = [None] * (n + 1)
    for i in range(n - 1, -1, -1):
        total = 0
        best = None
        for w in vocabulary:
            if body.startswith(w, i):
                j = i + len(w)
                if ways[j]:
                    total += ways[j]
                    if best is None or count[j] + 1 < best:
                        best = count[j] + 1
                        choice[i] = w
        ways[i] = total
        if best is not None:
            count[i] = best
    parts = None
    if ways[0]:
        parts = []
        i = 0
        while i < n:
            parts.append(choice[i])
            i += len(choice[i])
    return {"tag": tag, "ways": ways[0], "best": " ".join(parts) if parts else None}
