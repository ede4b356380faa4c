import re

_SUBJECT = re.compile(r"(?:(\w+)(?:\(([\w-]+)\))?(!?): )?(.*)")
_REVERT = re.compile(r"^This reverts commit ([0-9a-f]{4,})\.", re.M)
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-rc\.(\d+))?$")
_HEADINGS = ["Breaking", "feat", "fix", "perf", "Other", "Reverted"]


def _line(subject):
    kind, scope, breaking, text = _SUBJECT.match(subject).groups()
    heading = "Breaking" if breaking else kind if kind in _HEADINGS else "Other"
    return heading, "%s: %s" % (scope, text) if scope else text


def _version(text):
    found = _VERSION.match(text)
    if not found:
        raise ValueError("not a version: %r" % text)
    major, minor, patch, candidate = found.groups()
    return int(major), int(minor), int(patch), candidate is None, int(candidate or 0)


def _parts(hash, parents, subject, body=""):
    return hash, parents, subject, body


def build_changelog(commits, tags):
    commits = [_parts(*commit) for commit in commits]
    number = {}
    for k, (hash, parents, _, _) in enumerate(commits):
        if hash in number:
            raise ValueError("commit %s is there twice" % hash)
        for parent in parents:
            if parent not in number:
                raise ValueError("%s comes before its parent %s" % (hash, parent))
        number[hash] = k
    versions = sorted(tags, key=_version)
    for version in versions:
        if tags[version] not in number:
            raise ValueError("version %s is tagged at the unknown commit %s" % (version, tags[version]))
    # first version that holds a commit
    home = [None] * len(commits)
    names = versions + ["Unreleased"]
    members = [[] for _ in names]
    for k, version in enumerate(versions):
        tip = number[tags[version]]
        if home[tip] is not None:
            continue
        home[tip] = k
        todo = [tip]
        for here in todo:
            for parent in commits[here][1]:
                p = number[parent]
                if home[p] is None:
                    home[p] = k
                    todo.append(p)
        members[k] = sorted(todo)
    for i, k in enumerate(home):
        if k is None:
            home[i] = len(versions)
            members[-1].append(i)
    # what every commit reverts, by number in order of history
    undoes = [()] * len(commits)
    short = None
    for i, commit in enumerate(commits):
        body = commit[3]
        if "This reverts commit " in body:
            prefixes = _REVERT.findall(body)
            if prefixes:
                if short is None:
                    short = {}
                    for j, other in enumerate(commits):
                        short.setdefault(other[0][:4], []).append(j)
                targets = {j for prefix in prefixes for j in short.get(prefix[:4], ())
                           if commits[j][0].startswith(prefix)}
                undoes[i] = sorted(targets)
    undone = [False] * len(commits)
    sections, dropped, sizes = [], [], {}
    for k, (name, section) in enumerate(zip(names, members)):
        for i in reversed(section):
            if not undone[i]:
                for j in undoes[i]:
                    if j < i and home[j] == k:
                        undone[j] = True
        groups = {heading: [] for heading in _HEADINGS}
        for i in section:
            if undone[i] or any(j < i and home[j] == k for j in undoes[i]):
                dropped.append(commits[i][0])
                continue
            released = [j for j in undoes[i] if home[j] != k]
            heading, text = _line(commits[i][2])
            if released:
                heading, text = "Reverted", ", ".join([_line(commits[j][2])[1] for j in released]) or text
            groups[heading].append(text)
        sizes[name] = len(section)
        sections.append((name, [(heading, sorted(lines)) for heading, lines in groups.items() if lines]))
    return sections[::-1], dropped, sizes
