"""Checks of the tag column in the product feed."""
import re

MAX_TAG_LENGTH = 32
# words of letters and digits, joined by single hyphens
TAG_PATTERN = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*-?$")


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
