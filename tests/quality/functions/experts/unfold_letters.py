import re

_TOKEN = re.compile(r"(\d*)\[|\]|[^\[\]\d]+")


def unfold_letters(code, k):
    # a body is a list of (length, text or None, times, inner body, inner length)
    stack = []
    body = []
    length = 0
    times = 1
    for match in _TOKEN.finditer(code):
        token = match.group()
        if token == "]":
            inner, inner_len = body, length
            body, length, outer_times = stack.pop()
            size = inner_len * times
            if size:
                body.append((size, None, times, inner, inner_len))
                length += size
            times = outer_times
        elif token[-1] == "[":
            stack.append((body, length, times))
            body = []
            length = 0
            times = int(match.group(1) or "1")
        else:
            body.append((len(token), token, 1, None, 0))
            length += len(token)
    counts = {}
    todo = [(body, 1)]
    while todo:
        items, factor = todo.pop()
        for size, text, reps, inner, inner_len in items:
            if text is None:
                todo.append((inner, factor * reps))
            else:
                for ch in text:
                    counts[ch] = counts.get(ch, 0) + factor
    letter = ""
    if 1 <= k <= length:
        pos = k - 1
        items = body
        while not letter:
            for size, text, reps, inner, inner_len in items:
                if pos < size:
                    if text is None:
                        pos %= inner_len
                        items = inner
                    else:
                        letter = text[pos]
                    break
                pos -= size
    return letter, sorted(counts.items())
