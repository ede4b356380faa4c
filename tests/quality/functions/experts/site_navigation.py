import re
from collections import namedtuple

Page = namedtuple("Page", "title weight body")

_LINK = re.compile(r"\[([^\]\n]*)\]\(([^()\s]+)\)")


def _resolve(source, target):
    """The path a link means, seen from the page that has it; None for another site."""
    if "://" in target or target.startswith("mailto:"):
        return None
    target = target.partition("#")[0]
    if not target:
        return source
    parts = [] if target.startswith("/") else source.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/".join(parts)


def _check(pages):
    for path, page in pages.items():
        if not path or path.startswith("/") or path.endswith("/"):
            raise ValueError("bad path %r" % path)
        if not page.title:
            raise ValueError("%s has no title" % path)


def _sections(pages):
    """For each folder its pages and folders, sorted by weight and title; a folder counts as its index page."""
    members = {"": []}
    for path, page in pages.items():
        folder, _, name = path.rpartition("/")
        entries = members.setdefault(folder, [])
        if name != "index":
            entries.append((page.weight, page.title, path, False))
    for folder in list(members):
        while folder:
            above = folder.rpartition("/")[0]
            index = pages.get(folder + "/index")
            entry = (index.weight, index.title) if index else (0, folder.rpartition("/")[2].capitalize())
            known = above in members
            members.setdefault(above, []).append(entry + (folder, True))
            if known:
                break
            folder = above
    for entries in members.values():
        entries.sort()
    return members


def _walk(pages, members):
    """(level, title, path of the page or None) of the whole menu in order."""
    menu = []
    stack = [(0, entry) for entry in reversed(members[""])]
    while stack:
        level, (_, title, path, is_folder) = stack.pop()
        if not is_folder:
            menu.append((level, title, path))
            continue
        index = path + "/index"
        menu.append((level, title, index if index in pages else None))
        stack.extend((level + 1, entry) for entry in reversed(members[path]))
    return menu


def site_navigation(pages):
    """The menu, reading order, cross references and dead links of a site. pages: {path without suffix: Page}.

    Returns a dict: `menu` of (level, title, path or None), `steps` {path: (previous, next)}, `backlinks` {path: titles
    of the pages that link to it, sorted}, `dead` links as (path, text, target), and `orphans` without any link to them.
    """
    _check(pages)
    menu = _walk(pages, _sections(pages))
    order = [path for _, _, path in menu if path is not None]
    if "index" in pages:
        order.insert(0, "index")
    steps = {path: (before, after) for before, path, after in zip([None] + order, order, order[1:] + [None])}
    sources = {path: set() for path in pages}
    dead = []
    for path, page in pages.items():
        for text, target in _LINK.findall(page.body):
            goal = _resolve(path, target)
            if goal is None or goal == path:
                continue
            if goal not in pages:
                goal = goal + "/index" if goal else "index"
            if goal in sources:
                sources[goal].add(path)
            else:
                dead.append((path, text, target))
    backlinks = {}
    for path, linking in sources.items():
        if linking:
            backlinks[path] = sorted(pages[p].title for p in linking)
    return {"menu": menu, "steps": steps, "backlinks": backlinks, "dead": dead,
            "orphans": [path for path in order if path not in backlinks]}
