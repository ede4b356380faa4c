"""Checks of the tag column in the product feed."""
import random
import re

MAX_TAG_LENGTH = 32
# words of letters and digits, joined by single hyphens
TAG_PATTERN = re.compile(r"^(?:[a-z0-9]+-?)+$")


def _tags_of(cell):
    return [t.strip() for t in cell.split(",") if t.strip()]


def _problem(tag, allowed_prefixes):
    if len(tag) > MAX_TAG_LENGTH:
        return "too long"
    if tag != tag.lower():
        return "upper case"
    if not TAG_PATTERN.match(tag):
        return "bad characters"
    if allowed_prefixes and tag.split("-")[0] not in allowed_prefixes:
        return "unknown prefix"
    return None


def validate_tags(feed, allowed_prefixes=None):
    """feed: list of (sku, cell).  Returns accepted tags per sku and the list of complaints."""
    accepted = {}
    complaints = []
    for line_no, (sku, cell) in enumerate(feed, start=2):
        good = accepted.setdefault(sku, [])
        for tag in _tags_of(cell):
            problem = _problem(tag, allowed_prefixes)
            if problem:
                complaints.append(f"line {line_no}: {sku}: tag {tag!r}: {problem}")
            elif tag not in good:
                good.append(tag)
    return accepted, complaints


def _feed(rng, n):
    words = ["sale", "new", "summer", "kids", "men", "women", "blue", "red", "2023", "outlet", "xl"]
    feed = []
    for i in range(n):
        tags = []
        for _ in range(rng.randint(0, 5)):
            tag = "-".join(rng.choice(words) for _ in range(rng.randint(1, 3)))
            r = rng.random()
            if r < .05:
                tag = tag.replace("-", "_", 1)
            elif r < .08:
                tag = tag[:14] + "!"
            elif r < .10:
                tag = tag.title()
            elif r < .11:
                tag = tag + "-" + rng.choice(["", "-x"])
            tags.append(tag)
        feed.append((f"P{rng.randrange(n):04d}", rng.choice([",", ", ", " ,"]).join(tags)))
    return feed


def workload():
    rng = random.Random(404)
    special = [("X1", "wintercollection\u00e9"), ("X2", "-a,a-,a--b,,b2b-"), ("X1", "premiumquality%"),
               ("X4", "outletcollections+kids"), ("X4", "back-to-school2023!"),
               ("X5", "limitededition2023_,kids-limitededition*"), ("X3", "a-very-long-tag-with-far-too-many-words-in-it")]
    return [
        (special[1:2],),
        (_feed(rng, 250) + special, None),
        (_feed(rng, 200), ["sale", "new", "summer", "kids"]),
    ]
