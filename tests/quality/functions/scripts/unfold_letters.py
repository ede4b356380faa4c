def expand_once(code):
    close = code.index("]")
    start = code.rindex("[", 0, close)
    first = start
    while first > 0 and code[first - 1].isdigit():
        first -= 1
    times = int(code[first:start] or "1")
    body = ""
    for _ in range(times):
        for ch in code[start + 1:close]:
            body += ch
    return code[:first] + body + code[close + 1:]


def unfold_letters(code, k):
    """Expand e.g. "2[x3[ab]]y" (letters, repeat counts before brackets).

    Returns (k-th letter from 1 or "", letter counts as sorted pairs)."""
    while "]" in code:
        code = expand_once(code)
    letter = code[k - 1] if 1 <= k <= len(code) else ""
    return letter, [(ch, code.count(ch)) for ch in sorted(set(code))]


def workload():
    return [("a2[]b[c]0[zz]", 3), ("3[x12[ab4[c]d]yy]25[q14[rst]]k", 321),
            ("48[a9[b28[c19[de]f]]g]", 29000), ("p40[q3[r2[s5[tu]v]]11[wx9[y]]]zz", 5100), ("24[9[12[19[19[m]n]]o]]", 60001)]
