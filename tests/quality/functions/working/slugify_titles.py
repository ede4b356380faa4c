"""Turn article titles into unique URL slugs."""
import random
import re

ACCENTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "à": "a", "ñ": "n", "ç": "c", "ø": "o", "å": "a"}


def _plain(title):
    text = title.lower()
    for src in ACCENTS:
        text = text.replace(src, ACCENTS[src])
    kept = ""
    for ch in text:
        if ch in "abcdefghijklmnopqrstuvwxyz0123456789":
            kept = kept + ch
        else:
            kept = kept + "-"
    while "--" in kept:
        kept = kept.replace("--", "-")
    return re.sub(r"^-", "", re.sub(r"-$", "", kept))


def slugify_titles(titles, max_len=40):
    slugs = []
    taken = {}
    for title in titles:
        slug = _plain(title)[:max_len].rstrip("-")
        if not slug:
            slug = "untitled"
        if slug in taken:
            taken[slug] += 1
            slug = f"{slug}-{taken[slug]}"
        else:
            taken[slug] = 1
        slugs.append(slug)
    clashes = sum(1 for s in taken if taken[s] > 1)
    return slugs, clashes


def workload():
    rnd = random.Random(43)
    words = ["Über", "café", "The", "  data ", "SQL", "C++", "naïve", "straße", "2024", "--", "mañana", "Garçon", "release"]

    def mk(n):
        return [" ".join(rnd.choice(words) for _ in range(rnd.randint(1, 7))) + rnd.choice(["", "!", "?", "..."]) for _ in range(n)]

    return [([],), (["", "A b", "a  B!", "---"],), (mk(100),), (mk(8000),)]
