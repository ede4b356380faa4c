"""Most frequent DNA words when a few mismatches are allowed."""
from collections import Counter

PARTNER = str.maketrans("ACGT", "TGCA")


def neighbours(word, allowed):
    """All words with at most ``allowed`` mismatches to ``word``."""
    near = {"": allowed}                # prefix: mismatches still to spend
    for base in word:
        grown = {}
        for prefix, left in near.items():
            grown[prefix + base] = left
            if left:
                for other in "ACGT":
                    if other != base:
                        grown[prefix + other] = left - 1
        near = grown
    return near


def frequent_words_mismatch(text, size, allowed, both_strands=True):
    """Return (count, words): the words of ``size`` bases matching most windows.

    A word need not occur in ``text`` itself.  With ``both_strands`` the
    windows matching its reverse complement are added.  Words are sorted.
    """
    text = text.upper()
    strange = set(text) - set("ACGT")
    if strange:
        raise ValueError("not DNA: %s" % "".join(sorted(strange)))
    if size < 1 or allowed < 0:
        raise ValueError("size and allowed must make sense")
    windows = Counter([text[i:i + size] for i in range(len(text) - size + 1)])
    matches = {}
    for window, times in windows.items():
        for word in neighbours(window, allowed):
            matches[word] = matches.get(word, 0) + times
    if both_strands:
        joint = dict(matches)
        for word, times in matches.items():
            turned = word.translate(PARTNER)[::-1]
            joint[turned] = joint.get(turned, 0) + times
        matches = joint
    best = max(matches.values(), default=0)
    return best, sorted([word for word, times in matches.items() if times == best])
