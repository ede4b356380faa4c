import random
import re
from collections import defaultdict

WORD = re.compile(r"[a-z][a-z'-]+")


def keyword_index(pages, stopwords, limit=8):
    """Make the index at the back of a document: word -> page ranges.

    Words on more than limit pages are left out.  Returns (index lines,
    words left out, number of words read)."""
    stopwords = frozenset(stopwords)
    where = defaultdict(set)
    total = 0
    for number, text in enumerate(pages, 1):
        words = WORD.findall(text.lower())
        total += len(words)
        for word in set(words):
            if word not in stopwords:
                where[word].add(number)
    lines = []
    left_out = []
    for word in sorted(where):
        numbers = where[word]
        if len(numbers) > limit:
            left_out.append(word)
            continue
        ranges = []
        first = previous = None
        for number in sorted(numbers):
            if previous is not None and number == previous + 1:
                previous = number
                continue
            if first is not None:
                ranges.append(f"{first}-{previous}" if previous > first else str(first))
            first = previous = number
        ranges.append(f"{first}-{previous}" if previous > first else str(first))
        lines.append(f"{word} {', '.join(ranges)}")
    return lines, left_out, total


def workload():
    rng = random.Random(64)
    letters = "abcdefghijklmnoprstuvw"
    vocabulary = ["".join(rng.choice(letters) for _ in range(rng.randint(3, 10))) for _ in range(9000)]
    common = ["the", "and", "of", "to", "in", "for", "is"]
    pages = []
    for _ in range(360):
        start = rng.randrange(8500)
        words = [rng.choice(common) if rng.random() < 0.3 else rng.choice(vocabulary[start:start + 500]).title()
                 for _ in range(420)]
        pages.append(" ".join(words) + ".")
    return [(pages, common, 8)]
