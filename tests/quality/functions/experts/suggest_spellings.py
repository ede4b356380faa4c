def _shorter(word):
    return {word[:i] + word[i + 1:] for i in range(len(word))}


def _within_one(a, b):
    n, m = len(a), len(b)
    if n > m:
        a, b, n, m = b, a, m, n
    if m - n > 1:
        return False
    i = 0
    while i < n and a[i] == b[i]:
        i += 1
    if n == m:
        return a[i + 1:] == b[i + 1:]
    return a[i:] == b[i + 1:]


def suggest_spellings(typed, frequency):
    missing = [w for w in typed if w.lower() not in frequency]
    out = {}
    if missing:
        index = {}
        for known in frequency:
            index.setdefault(known, []).append(known)
            for part in _shorter(known):
                index.setdefault(part, []).append(known)
    for word in missing:
        if word in out:
            continue
        w = word.lower()
        found = set(index.get(w, ()))
        for part in _shorter(w):
            for known in index.get(part, ()):
                if known not in found and _within_one(w, known):
                    found.add(known)
        out[word] = sorted(found, key=lambda k: (-frequency[k], k))[:3]
    return out, sum(1 for w in out if not out[w])
