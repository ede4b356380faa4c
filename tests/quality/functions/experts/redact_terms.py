def redact_terms(text, terms, mask="#"):
    by_first = {}
    for t in {t.lower() for t in terms if t}:
        by_first.setdefault(t[0], {}).setdefault(len(t), set()).add(t)
    plan = {c: sorted(d.items(), reverse=True) for c, d in by_first.items()}
    lower = text.lower()
    # lower() may change lengths for a few letters and for final sigma: be exact there
    exact = text.isascii()
    hits = {}
    out = []
    masked = 0
    i = 0
    n = len(text)
    copied = 0
    while i < n:
        if i and text[i - 1].isalnum():
            i += 1
            continue
        tail = lower if exact else text[i:].lower()
        base = i if exact else 0
        found = None
        for size, group in plan.get(tail[base], ()) if base < len(tail) else ():
            if tail[base:base + size] in group:
                found = tail[base:base + size]
                break
        if found is None:
            i += 1
            continue
        size = len(found)
        hits[found] = hits.get(found, 0) + 1
        masked += size
        out.append(text[copied:i])
        out.append("".join([ch if ch.isspace() else mask for ch in text[i:i + size]]))
        i += size
        copied = i
    out.append(text[copied:])
    share = masked * 1000 // n if text else 0
    return "".join(out), dict(sorted(hits.items())), share
