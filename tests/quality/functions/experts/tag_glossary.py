import string


def _norm(word):
    word = word.strip(string.punctuation).lower()
    if word[-1:] == "s" and len(word) > 3:
        word = word[:-1]
    return word


def tag_glossary(text, glossary, once=False):
    words = text.split()
    cache = {}
    for w in words:
        if w not in cache:
            cache[w] = _norm(w)
    norm = [cache[w] for w in words]
    by_first = {}
    for phrase in glossary:
        want = tuple([_norm(w) for w in phrase.split()])
        if want:
            by_first.setdefault(want[0], {}).setdefault(len(want), {}).setdefault(want, []).append(phrase)
    tables = {}
    for first, sizes in by_first.items():
        for table in sizes.values():
            for phrases in table.values():
                phrases.reverse()  # the next to use is last
        tables[first] = sorted(sizes.items(), reverse=True)
    found = []
    pos = 0
    total = len(words)
    while pos < total:
        for size, table in tables.get(norm[pos], ()):
            phrases = table.get(tuple(norm[pos:pos + size]))
            if phrases:
                best = phrases.pop() if once else phrases[-1]
                found.append((pos, " ".join(words[pos:pos + size]), glossary[best]))
                pos += size
                break
        else:
            pos += 1
    return found
