import re

_TABLE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "à": "a", "ñ": "n", "ç": "c", "ø": "o", "å": "a"})
_WORDS = re.compile("[a-z0-9]+").findall


def slugify_titles(titles, max_len=40):
    slugs = []
    taken = {}
    table = _TABLE
    for title in titles:
        slug = "-".join(_WORDS(title.lower().translate(table)))[:max_len].rstrip("-") or "untitled"
        n = taken.get(slug)
        if n is None:
            taken[slug] = 1
        else:
            taken[slug] = n + 1
            slug = f"{slug}-{n + 1}"
        slugs.append(slug)
    return slugs, sum(1 for n in taken.values() if n > 1)
