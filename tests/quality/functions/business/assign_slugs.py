import random
import re
import unicodedata

MAX_LENGTH = 40


def _slugify(title):
    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    text = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return text[:MAX_LENGTH].rstrip("-") or "untitled"


def _with_suffix(base, number):
    suffix = f"-{number}"
    return base[:MAX_LENGTH - len(suffix)] + suffix


def _free_slug(base, taken):
    if base not in taken:
        return base
    number = 2
    while _with_suffix(base, number) in taken:
        number += 1
    return _with_suffix(base, number)


def assign_slugs(pages, existing=()):
    """Give every page dict without a slug a unique one.

    pages: list of {"id": int, "title": str, "slug": str or None}
    existing: slugs that are in use already elsewhere in the shop.
    Returns a list of (id, slug); raises ValueError if two pages have the same slug preset.
    """
    taken = set(existing)
    result = {}
    for page in pages:
        preset = page.get("slug")
        if preset:
            if preset in taken:
                raise ValueError(f"slug {preset!r} is used twice")
            taken.add(preset)
            result[page["id"]] = preset
    for page in pages:
        if page["id"] in result:
            continue
        slug = _free_slug(_slugify(page["title"]), taken)
        taken.add(slug)
        result[page["id"]] = slug
    return sorted(result.items())


def _pages(rng, n):
    titles = ["Product", "New page", "Gift card", "", "T-Shirt, blau", "Caf\u00e9 Cr\u00e8me 250 g",
              "A very long title of a page that nobody would ever want to read in full"]
    pages = []
    for i in range(n):
        title = rng.choice(titles)
        if rng.random() < .15:
            title += f" {rng.randrange(2, 50)}"
        slug = f"product-{i}" if rng.random() < .05 else None
        pages.append({"id": 5000 + (i * 37) % 9973, "title": title, "slug": slug})
    return pages


def workload():
    rng = random.Random(303)
    return [
        (_pages(rng, 10),),
        (_pages(rng, 500), ["untitled", "gift-card", "gift-card-3"]),
        (_pages(rng, 1700), ("product-0",)),
    ]
