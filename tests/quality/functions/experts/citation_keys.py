import re
import unicodedata
from heapq import heapify, heappop, heappush

_SMALL = {"a", "an", "the", "of", "on", "in", "and", "for", "to", "with"}
_WORDS = re.compile(r"[a-z0-9]+").findall


def _split(text):
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORDS(text.lower())


def citation_keys(records, threshold=0.6, max_words=3):
    if not 0 < threshold <= 1:
        raise ValueError("threshold must be in (0, 1], not %r" % (threshold,))
    if max_words < 0:
        raise ValueError("max_words must not be negative")
    works = []  # (names, year, words, word set, sources)
    by_name = {}
    names_of = {}
    first_year = None
    for number, (authors, year, title) in enumerate(records, 1):
        names = names_of.get(authors)
        if names is None:
            names = names_of[authors] = ["".join(_split(p.split(",")[0])) for p in authors.split(" and ")]
        if not names[0]:
            raise ValueError("record %d has no author" % number)
        if works:
            abs(first_year - year)  # the same complaint about years that are no numbers
        else:
            first_year = year
        words = [w for w in _split(title) if w not in _SMALL]
        mine = set(words)
        rivals = by_name.setdefault(names[0], [])
        for other_year, theirs, sources in rivals:
            if abs(other_year - year) > 1:
                continue
            if not mine or not theirs:
                if mine or theirs:
                    continue
            else:
                common = len(mine & theirs)
                if common / (len(mine) + len(theirs) - common) < threshold:
                    continue
            sources.append(number)
            break
        else:
            sources = [number]
            rivals.append((year, mine, sources))
            base = names[0] + ("EtAl" if len(names) > 2 else "".join(n.title() for n in names[1:]))
            works.append((base + str(year), [w.title() for w in words], sources))
    keys = [work[0] for work in works]
    levels = [0] * len(works)
    members = {}
    heap = []
    for i, key in enumerate(keys):
        group = members.setdefault(key, [])
        if max_words:
            for j in group:
                heap.append((j, i))
        group.append(i)
    heapify(heap)
    while heap:
        pair = heappop(heap)
        i, j = pair
        if keys[i] != keys[j] or (levels[i] >= max_words and levels[j] >= max_words):
            continue
        for x in pair:
            if levels[x] < max_words:
                levels[x] += 1
                old = keys[x]
                base, words, _ = works[x]
                new = base + "".join(words[:levels[x]])
                if new != old:
                    members[old].remove(x)
                    keys[x] = new
                    members.setdefault(new, []).append(x)
        for x in pair:
            for y in members[keys[x]]:
                if y != x and (levels[x] < max_words or levels[y] < max_words):
                    heappush(heap, (x, y) if x < y else (y, x))
    final = []
    seen = {}
    for key, work in zip(keys, works):
        if len(members[key]) > 1:
            k = seen[key] = seen.get(key, -1) + 1
            key = "%s-%s" % (key, chr(ord("a") + k % 26) * (k // 26 + 1))
        final.append((key, tuple(work[2])))
    return sorted(final), len(records) - len(works), sorted(k for k, m in members.items() if len(m) > 1)
