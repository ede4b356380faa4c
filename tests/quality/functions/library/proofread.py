import random
import re

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def _distance(a, b):
    """Edits from one word to another: letters put in, left out, replaced, or two neighbours swapped."""
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _like(word, model):
    """A word in the capitals of another."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word


def _two_words(word, lexicon):
    """The most common pair of words a word may be run together from."""
    pairs = []
    for k in range(1, len(word)):
        left, right = word[:k], word[k:]
        if left in lexicon and right in lexicon:
            pairs.append((min(lexicon[left], lexicon[right]), left + " " + right))
    return max(pairs)[1] if pairs else None


def _suggest(word, lexicon, reach, limit):
    found = []
    for known, count in lexicon.items():
        edits = _distance(word, known)
        if edits <= reach:
            found.append((edits, -count, known))
    found.sort()
    out = [known for _, _, known in found[:limit]]
    pair = _two_words(word, lexicon)
    if pair is not None and len(out) < limit:
        out.append(pair)
    return out


def _position(text, offset):
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def proofread(text, lexicon, reach=2, limit=4):
    """Find the words of a text that a lexicon, {lower-case word: how common}, lacks, and suggest others.

    Suggestions are at most `reach` edits away, those with fewer edits and the more common first, then two words run
    together; at most `limit`. Returns (findings, summary) where the summary maps `words`, `unknown`, `distinct` and
    `hopeless`, the unknown words without any suggestion in order of appearance.
    """
    if reach < 0 or limit < 1:
        raise ValueError("no room for suggestions")
    for known, count in lexicon.items():
        if not known or known != known.lower():
            raise ValueError("the lexicon has %r" % known)
        if count < 0:
            raise ValueError("%r cannot occur %d times" % (known, count))
    findings = []
    words = 0
    for match in _WORD.finditer(text):
        words += 1
        word = match.group()
        if word.lower() in lexicon:
            continue
        line, column = _position(text, match.start())
        suggestions = [_like(s, word) for s in _suggest(word.lower(), lexicon, reach, limit)]
        findings.append((line, column, word, suggestions))
    hopeless = []
    for _, _, word, suggestions in findings:
        if not suggestions and word.lower() not in hopeless:
            hopeless.append(word.lower())
    distinct = {word.lower() for _, _, word, _ in findings}
    return findings, {"words": words, "unknown": len(findings), "distinct": len(distinct), "hopeless": hopeless}


def _prose(rnd, words, size, slips):
    names = ["Quimby", "Zoltan", "Wrexham"]
    out = []
    for k in range(size):
        word = rnd.choice(words)
        at = rnd.randrange(len(word))
        if rnd.random() < slips:
            word = rnd.choice([word[:at] + word[at + 1:], word[:at] + rnd.choice("aeinst") + word[at:], word + word[-1],
                               word[:at] + word[at:at + 2][::-1] + word[at + 2:], rnd.choice(names)]) or "x"
        out.append(word + ("\n" if k % 11 == 10 else ". " if k % 7 == 6 else " "))
    return "".join(out)


def _lexicon(rnd, size):
    parts = "ba con der el fi ga ing lo mer nu or pre qui ran ster tu un ver wo".split()
    return {"".join(rnd.choice(parts) for _ in range(rnd.randint(1, 4))): rnd.randrange(900) for _ in range(size)}


def workload():
    rnd = random.Random(26)
    many = _lexicon(rnd, 240)
    few = _lexicon(rnd, 60)
    return [(_prose(rnd, sorted(many), 330, .09), many), (_prose(rnd, sorted(few), 90, .2), few, 1, 2), ("", few)]
