import re

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _within(a, b, reach):
    """The edits from a to b if they are not more than reach, else None."""
    m = len(b)
    older = None
    prev = list(range(m + 1))
    last = ""
    for i, c in enumerate(a, 1):
        row = [i]
        left = i
        before = ""
        for j, d in enumerate(b):
            if c == d:
                best = prev[j]
            else:
                best = prev[j]
                if left < best:
                    best = left
                if prev[j + 1] < best:
                    best = prev[j + 1]
                best += 1
                if c == before and d == last and older[j - 1] + 1 < best:
                    best = older[j - 1] + 1
            row.append(best)
            left = best
            before = d
        # a swap may reach back one row
        if min(row) > reach and min(prev) > reach:
            return None
        older, prev, last = prev, row, c
    return prev[m] if prev[m] <= reach else None


def _like(word, model):
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word


def proofread(text, lexicon, reach=2, limit=4):
    if reach < 0 or limit < 1:
        raise ValueError("no room for suggestions")
    for known, count in lexicon.items():
        if not known or known != known.lower():
            raise ValueError("the lexicon has %r" % known)
        if count < 0:
            raise ValueError("%r cannot occur %d times" % (known, count))

    bits = {}

    def mask_of(word):
        """One bit for every letter and its first, second, ... occurrence."""
        mask = 0
        seen = {}
        for c in word:
            n = seen[c] = seen.get(c, 0) + 1
            bit = bits.get((c, n))
            if bit is None:
                bit = bits[c, n] = 1 << len(bits)
            mask |= bit
        return mask

    by_length = {}

    def suggest(word):
        if not by_length:
            for known in lexicon:
                by_length.setdefault(len(known), []).append((mask_of(known), known))
        mask = mask_of(word)
        n = len(word)
        found = []
        for length in by_length:
            if abs(length - n) > reach:
                continue
            for other, known in by_length[length]:
                if (mask & ~other).bit_count() <= reach and (other & ~mask).bit_count() <= reach:
                    edits = _within(word, known, reach)
                    if edits is not None:
                        found.append((edits, -lexicon[known], known))
        found.sort()
        out = [known for _, _, known in found[:limit]]
        if len(out) < limit:
            pairs = []
            for k in range(1, n):
                left = word[:k]
                if left in lexicon and word[k:] in lexicon:
                    pairs.append((min(lexicon[left], lexicon[word[k:]]), left + " " + word[k:]))
            if pairs:
                out.append(max(pairs)[1])
        return out

    known_answers = {}
    findings = []
    hopeless = []
    words = 0
    line = 1
    line_start = 0
    for match in _WORD.finditer(text):
        words += 1
        word = match.group()
        low = word.lower()
        if low in lexicon:
            continue
        at = match.start()
        new = text.count("\n", line_start, at)
        if new:
            line += new
            line_start = text.rfind("\n", line_start, at) + 1
        answer = known_answers.get(low)
        if answer is None:
            answer = known_answers[low] = suggest(low)
            if not answer:
                hopeless.append(low)
        findings.append((line, at - line_start + 1, word, [_like(s, word) for s in answer]))
    return findings, {"words": words, "unknown": len(findings), "distinct": len(known_answers), "hopeless": hopeless}
