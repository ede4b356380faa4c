import random
from dataclasses import dataclass, field

_MARKS = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass
class Merge:
    lines: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    taken: dict = field(default_factory=lambda: {"both": 0, "ours": 0, "theirs": 0, "same": 0})

    def take(self, side, chunk):
        if chunk:
            self.taken[side] += 1
        self.lines.extend(chunk)

    def conflict(self, base, ours, theirs):
        self.conflicts.append((len(self.lines) + 1, base, ours, theirs))
        self.lines += [_MARKS[0] + " ours"] + ours + [_MARKS[1]] + theirs + [_MARKS[2] + " theirs"]


def _check(name, lines):
    for number, line in enumerate(lines, 1):
        if "\n" in line:
            raise ValueError("%s, line %d: a newline inside" % (name, number))
        if line.startswith(_MARKS):
            raise ValueError("%s, line %d: not resolved yet" % (name, number))


def _align(a, b):
    """A longest common subsequence of two texts as {place in a: place in b}."""
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            if a[i] == b[j]:
                longest[i][j] = longest[i + 1][j + 1] + 1
            else:
                longest[i][j] = max(longest[i + 1][j], longest[i][j + 1])
    pairs = {}
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs[i] = j
            i += 1
            j += 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _leading(base, ours, theirs):
    """Number of lines at the start that all three have."""
    n = 0
    while n < min(len(base), len(ours), len(theirs)) and base[n] == ours[n] == theirs[n]:
        n += 1
    return n


def _next_anchor(base, ours, theirs):
    """The places of the first base line kept by both sides, or the three ends."""
    to_ours = _align(base, ours)
    to_theirs = _align(base, theirs)
    for i in range(len(base)):
        if i in to_ours and i in to_theirs:
            return i, to_ours[i], to_theirs[i]
    return len(base), len(ours), len(theirs)


def merge_versions(base, ours, theirs):
    """Merge two descendants of a text, all given as lists of lines, as diff3 does.

    Returns (lines, conflicts, taken): the merged text with conflict markers, the conflicts as (line number of the
    marker, base lines, our lines, their lines), and the number of pieces taken from each side.
    """
    for name, lines in (("base", base), ("ours", ours), ("theirs", theirs)):
        _check(name, lines)
    merge = Merge()
    while base or ours or theirs:
        n = _leading(base, ours, theirs)
        merge.take("both", base[:n])
        base, ours, theirs = base[n:], ours[n:], theirs[n:]
        i, j, k = _next_anchor(base, ours, theirs)
        old, mine, yours = base[:i], ours[:j], theirs[:k]
        if mine == yours:
            merge.take("same", mine)
        elif mine == old:
            merge.take("theirs", yours)
        elif yours == old:
            merge.take("ours", mine)
        else:
            merge.conflict(old, mine, yours)
        base, ours, theirs = base[i:], ours[j:], theirs[k:]
    return merge.lines, merge.conflicts, merge.taken


def _edited(rnd, lines, edits):
    lines = list(lines)
    for e in range(edits):
        at = rnd.randrange(len(lines) + 1)
        what = rnd.random()
        if what < .4:
            lines[at:at] = ["    step_%d = load(%d)" % (e, rnd.randrange(90)) for _ in range(rnd.randint(1, 3))]
        elif what < .7:
            del lines[at:at + rnd.randint(1, 3)]
        else:
            lines[at:at + 1] = ["    total += step_%d" % rnd.randrange(90)]
    return lines


def workload():
    rnd = random.Random(404)
    out = []
    for n, edits in ((160, 9), (100, 8), (20, 3)):
        base = [rnd.choice(["", "    return total", "    v_%d = read()" % k, "def part_%d():" % k]) for k in range(n)]
        out.append((base, _edited(rnd, base, edits), _edited(rnd, base, edits)))
    return out
