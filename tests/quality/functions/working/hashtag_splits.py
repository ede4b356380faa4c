"""In how many ways a hashtag splits into dictionary words, and the split with fewest words."""


def _explore(text, words):
    if text == "":
        return 1, []
    ways = 0
    best = None
    for w in words:
        if text.startswith(w):
            n, tail = _explore(text[len(w):], words)
            ways += n
            if n and (best is None or len(tail) + 1 < len(best)):
                best = [w] + tail
    return ways, best


def hashtag_splits(tag, words):
    body = tag.lstrip("#").lower()
    vocabulary = []
    for w in words:
        w = w.lower()
        if w and w not in vocabulary:
            vocabulary.append(w)
    if not body:
        return {"tag": tag, "ways": 0, "best": None}
    ways, best = _explore(body, vocabulary)
    return {"tag": tag, "ways": ways, "best": " ".join(best) if best else None}


def workload():
    words = ["a", "an", "ana", "na", "ban", "nab", "b", "n", "Ban", "banana", ""]
    return [("#", words), ("#Banana", words), ("#xanax", words), ("#" + "banana" * 3 + "banab", words)]
