import random


def expand(s):
    out = ""
    i = 0
    while i < len(s):
        if s[i].isdigit() or s[i] == "[":
            start = i
            while s[i].isdigit():
                i += 1
            count = int(s[start:i]) if i > start else 1
            if s[i] != "[":
                raise ValueError("bracket expected")
            depth = 1
            j = i + 1
            while depth > 0:
                if s[j] == "[":
                    depth += 1
                elif s[j] == "]":
                    depth -= 1
                j += 1
            inner = s[i + 1:j - 1]
            for _ in range(count):
                out += expand(inner)
            i = j
        else:
            out += s[i]
            i += 1
    return out


def folded_letters(positions, folded):
    """folded is text such as 3[ab2[c]]d, meaning abccabccabccd. Return (length of
    the unfolded text, the letters at the positions, None where there is none)."""
    text = expand(folded)
    letters = []
    for p in positions:
        if 0 <= p < len(text):
            letters.append(text[p])
        else:
            letters.append(None)
    return len(text), letters


def workload():
    rng = random.Random(23)
    spots = [rng.randint(0, 150000) for _ in range(300)]
    return [(spots, "110[ab22[c15[xyz2[q]]d]k30[uv]]end"),
            (spots[:50], "x[y45[20[abc]d25[ef3[gh]]]]40[z50[w]]")]
