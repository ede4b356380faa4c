import random
import re
from dataclasses import dataclass

_SUBJECT = re.compile(r"(?:(\w+)(?:\(([\w-]+)\))?(!?): )?(.*)")
_REVERT = re.compile(r"^This reverts commit ([0-9a-f]{4,})\.", re.M)
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-rc\.(\d+))?$")
_HEADINGS = ["Breaking", "feat", "fix", "perf", "Other", "Reverted"]


@dataclass
class Commit:
    hash: str
    parents: tuple
    subject: str
    body: str = ""

    def undoes(self, other):
        return any(other.hash.startswith(prefix) for prefix in _REVERT.findall(self.body))

    def line(self):
        """The heading to list the commit under and the text of its line."""
        kind, scope, breaking, text = _SUBJECT.match(self.subject).groups()
        heading = "Breaking" if breaking else kind if kind in _HEADINGS else "Other"
        return heading, "%s: %s" % (scope, text) if scope else text


class History:
    def __init__(self, commits):
        self.commits = [Commit(*commit) for commit in commits]
        self.by_hash = {}
        for commit in self.commits:
            if commit.hash in self.by_hash:
                raise ValueError("commit %s is there twice" % commit.hash)
            for parent in commit.parents:
                if parent not in self.by_hash:
                    raise ValueError("%s comes before its parent %s" % (commit.hash, parent))
            self.by_hash[commit.hash] = commit

    def contains(self, tip, commit):
        """Whether the commit is the tip or an ancestor of it."""
        seen, todo = {tip}, [tip]
        while todo:
            here = todo.pop()
            if here == commit.hash:
                return True
            todo += [parent for parent in self.by_hash[here].parents if parent not in seen]
            seen.update(todo)
        return False

    def between(self, older, tip=None):
        """The commits under the tip (None: all there are) that are under none of the older tips."""
        return [c for c in self.commits if (tip is None or self.contains(tip, c))
                and not any(self.contains(old, c) for old in older)]


def _undone(commit, section):
    """Reverted within the section, by a commit that was not reverted itself."""
    return any(c.undoes(commit) and not _undone(c, section) for c in section[section.index(commit) + 1:])


def _version(text):
    found = _VERSION.match(text)
    if not found:
        raise ValueError("not a version: %r" % text)
    return [*map(int, found.groups()[:3]), not found[4], int(found[4] or 0)]


def build_changelog(commits, tags):
    """Build the changelog from (hash, parents, subject[, body]) commits, parents first, and {version: hash} tags.

    A commit is listed with the first version that holds it. What was reverted before its release is left out
    together with its revert; a revert of something already released is listed as such.
    Returns (sections as (version, [(heading, lines)]), newest first; hashes left out; commits per version).
    """
    history = History(commits)
    versions = sorted(tags, key=_version)
    for version in versions:
        if tags[version] not in history.by_hash:
            raise ValueError("version %s is tagged at the unknown commit %s" % (version, tags[version]))
    sections, dropped, sizes = [], [], {}
    for k, name in enumerate(versions + ["Unreleased"]):
        section = history.between([tags[v] for v in versions[:k]], tags.get(name))
        groups = {heading: [] for heading in _HEADINGS}
        for n, commit in enumerate(section):
            if _undone(commit, section) or any(commit.undoes(c) for c in section[:n]):
                dropped.append(commit.hash)
                continue
            released = [c for c in history.commits if commit.undoes(c) and c not in section]
            heading, text = commit.line()
            groups["Reverted" if released else heading].append(", ".join(c.line()[1] for c in released) or text)
        sizes[name] = len(section)
        sections.insert(0, (name, [(heading, sorted(lines)) for heading, lines in groups.items() if lines]))
    return sections, dropped, sizes


def _history(rnd, n, versions):
    commits, heads = [], []
    for k in range(n):
        name = "%08x" % rnd.getrandbits(32)
        parents = tuple(sorted(set(rnd.sample(heads[-2:], min(len(heads), rnd.choice((1, 1, 2)))))))
        subject = rnd.choice(["feat", "fix", "fix(ui)", "perf!", "chore(ci)"]) + ": change %d" % k
        body = "Some words.\n" * rnd.randrange(9)
        if heads and rnd.random() < .25:
            body += "\nThis reverts commit %s.\n" % rnd.choice(heads[-9:])[:rnd.choice((4, 8))]
        commits.append((name, parents, subject, body) if body else (name, parents, "Subject %d" % k))
        heads.append(name)
    return commits, {"v1.%d.%d" % (k // 2 + 8, k): heads[(k + 1) * n // (versions + 1)] for k in range(versions)}


def workload():
    rnd = random.Random(2017)
    return [_history(rnd, 130, 6), _history(rnd, 60, 3), _history(rnd, 12, 1)]
