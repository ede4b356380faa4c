import random
import string


def normalise(phrase):
    words = []
    for word in phrase.split():
        word = word.strip(string.punctuation).lower()
        if word.endswith("s") and len(word) > 3:
            word = word[:-1]
        words.append(word)
    return words


def matches_at(text_words, pos, phrase):
    want = normalise(phrase)
    have = normalise(" ".join(text_words[pos:pos + len(want)]))
    return bool(want) and have == want


def tag_glossary(text, glossary, once=False):
    """Glossary terms in a text, longest first and without overlaps: (word number, words, entry)."""
    words = text.split()
    found = []
    pos = 0
    while pos < len(words):
        best = None
        for phrase in glossary:
            if once and phrase in [f[3] for f in found]:
                continue
            if best is not None and len(phrase.split()) <= len(best.split()):
                continue
            if matches_at(words, pos, phrase):
                best = phrase
        if best is None:
            pos += 1
            continue
        size = len(best.split())
        found.append((pos, " ".join(words[pos:pos + size]), glossary[best], best))
        pos += size
    return [f[:3] for f in found]


def _case(seed, n, terms, vocabulary, once):
    rnd = random.Random(seed)
    vocab = ["w" + chr(97 + i % 26) * (1 + i // 26) for i in range(vocabulary)]

    def word():
        w = rnd.choice(vocab)
        return rnd.choice([w, w, w.capitalize(), w + "s", w + ","])

    text = " ".join(word() for _ in range(n))
    glossary = {" ".join(rnd.choice(vocab) for _ in range(rnd.choice([1, 2, 2, 3]))): i for i in range(terms)}
    return text, glossary, once


def workload():
    return [_case(1, 900, 160, 60, False), _case(2, 400, 60, 40, True)]
