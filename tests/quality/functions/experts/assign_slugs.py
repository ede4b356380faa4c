import re
import unicodedata

MAX_LENGTH = 40
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def _slugify(title):
    text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    text = _SEPARATORS.sub("-", text.lower()).strip("-")
    return text[:MAX_LENGTH].rstrip("-") or "untitled"


def _with_suffix(base, number):
    suffix = f"-{number}"
    return base[:MAX_LENGTH - len(suffix)] + suffix


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

    next_number = {}  # base -> first suffix that may still be free; slugs are never released
    slug_of_title = {}
    for page in pages:
        if page["id"] in result:
            continue
        title = page["title"]
        base = slug_of_title.get(title)
        if base is None:
            base = slug_of_title[title] = _slugify(title)
        slug = base
        if base in taken:
            number = next_number.get(base, 2)
            slug = _with_suffix(base, number)
            while slug in taken:
                number += 1
                slug = _with_suffix(base, number)
            next_number[base] = number + 1
        taken.add(slug)
        result[page["id"]] = slug
    return sorted(result.items())
