import re

VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")


def version_key(tag):
    match = VERSION.fullmatch(tag)
    if match is None:
        return None
    major, minor, patch, pre = match.groups()
    if pre is None:
        rank = (1,)
    else:
        # numbers come before words; each kind in its own order
        rank = (0, [(0, int(part)) if part.isdigit() else (1, part) for part in pre.split(".")])
    return int(major), int(minor), int(patch), rank


def order_releases(tags):
    keyed = []
    bad = []
    for tag in tags:
        key = version_key(tag)
        if key is None:
            bad.append(tag)
        else:
            keyed.append((key, tag))
    keyed.sort(key=lambda pair: pair[0])
    newest = {}
    for key, tag in keyed:
        if key[3][0]:
            newest[key[0]] = tag
    return [tag for _, tag in keyed], newest, bad
