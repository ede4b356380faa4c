import functools
import random
import re

VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")


def parse_version(tag):
    match = VERSION.fullmatch(tag)
    if match is None:
        raise ValueError(f"not a version: {tag!r}")
    numbers = tuple(int(match.group(n)) for n in (1, 2, 3))
    pre = match.group(4).split(".") if match.group(4) else []
    return numbers, pre


def compare_identifiers(left, right):
    if left.isdigit() and right.isdigit():
        return (int(left) > int(right)) - (int(left) < int(right))
    if left.isdigit() != right.isdigit():
        return -1 if left.isdigit() else 1
    return (left > right) - (left < right)


def compare_versions(left, right):
    left_numbers, left_pre = parse_version(left)
    right_numbers, right_pre = parse_version(right)
    if left_numbers != right_numbers:
        return -1 if left_numbers < right_numbers else 1
    if not left_pre or not right_pre:
        return bool(right_pre) - bool(left_pre) if left_pre != right_pre else 0
    for a, b in zip(left_pre, right_pre):
        order = compare_identifiers(a, b)
        if order:
            return order
    return len(left_pre) - len(right_pre)


def is_version(tag):
    try:
        parse_version(tag)
    except ValueError:
        return False
    return True


def order_releases(tags):
    """Put release tags in semantic version order.

    Returns (tags from old to new, newest final release of each major line,
    tags that are no versions)."""
    good = [tag for tag in tags if is_version(tag)]
    bad = [tag for tag in tags if not is_version(tag)]
    ordered = sorted(good, key=functools.cmp_to_key(compare_versions))
    newest = {}
    for tag in ordered:
        numbers, pre = parse_version(tag)
        if not pre:
            newest[numbers[0]] = tag
    return ordered, newest, bad


def workload():
    rng = random.Random(8)
    tags = []
    for _ in range(1700):
        tag = f"v{rng.randrange(4)}.{rng.randrange(12)}.{rng.randrange(15)}"
        pick = rng.random()
        if pick < 0.4:
            tag += f"-{rng.choice(['alpha', 'beta', 'rc'])}.{rng.randrange(12)}"
        elif pick < 0.45:
            tag += "+build7"
        elif pick < 0.5:
            tag = rng.choice(["nightly", "latest", "v2.x"])
        tags.append(tag)
    return [(tags,)]
