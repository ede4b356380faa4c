import random


def redact_terms(text, terms, mask="#"):
    """Mask every listed term in the text, the longest match first, ignoring case.

    A term only counts at the beginning of a word. Returns (text, hits per term, share masked in permille).
    """
    wanted = sorted((t.lower() for t in terms if t), key=lambda t: (-len(t), t))
    hits = {}
    out = ""
    masked = 0
    i = 0
    while i < len(text):
        found = None
        at_word = i == 0 or not text[i - 1].isalnum()
        for term in wanted:
            if at_word and text[i:].lower().startswith(term):
                found = term
                break
        if found is None:
            out = out + text[i]
            i += 1
            continue
        hits[found] = hits.get(found, 0) + 1
        masked += len(found)
        for ch in text[i:i + len(found)]:
            out = out + (ch if ch.isspace() else mask)
        i += len(found)
    share = masked * 1000 // len(text) if text else 0
    return out, dict(sorted(hits.items())), share


_SYL = "ka lo mi ter an do ras vel pu shi bon gar tem".split()


def _case(seed, words, nterms):
    rnd = random.Random(seed)
    vocab = ["".join(rnd.choice(_SYL) for _ in range(rnd.randint(1, 4))) for _ in range(400)]
    text = " ".join(rnd.choice([w, w.title()]) + rnd.choice(["", "", "", ",", "."]) for w in rnd.choices(vocab, k=words))
    terms = rnd.sample(vocab, nterms - 10) + [" ".join(rnd.choices(vocab, k=2)).upper() for _ in range(10)]
    return text, terms


def workload():
    return [_case(1, 420, 90), _case(2, 200, 150), _case(3, 8, 20), ("", ["x"])]
