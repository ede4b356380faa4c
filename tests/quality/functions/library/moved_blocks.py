import random


class _Side:
    """One version of the text: its lines and which of them are already explained by a block."""

    def __init__(self, text):
        self.lines = [line.rstrip() for line in text.splitlines()]
        self.used = [False] * len(self.lines)

    def free(self, at):
        return at < len(self.lines) and not self.used[at]

    def take(self, at, size):
        for k in range(at, at + size):
            self.used[k] = True

    def rest(self):
        return [k + 1 for k, used in enumerate(self.used) if not used]


def _longest_block(old, new):
    best = (0, 0, 0)
    for i in range(len(old.lines)):
        for j in range(len(new.lines)):
            size = 0
            while old.free(i + size) and new.free(j + size) and old.lines[i + size] == new.lines[j + size]:
                size += 1
            if size > best[2]:
                best = (i, j, size)
    return best


def moved_blocks(old_text, new_text, min_lines=3):
    """Compare two versions of a text and tell moved blocks from those that stayed.

    Blocks are taken greedily, longest first. A block counts as moved if a longer one lies on its other side.
    Returns (moves as (old line, new line, size, first line), lines kept, removed line numbers, added line numbers).
    """
    if not isinstance(old_text, str) or not isinstance(new_text, str):
        raise TypeError("both versions must be text")
    if min_lines < 1:
        raise ValueError("min_lines must be positive, not %r" % (min_lines,))
    old, new = _Side(old_text), _Side(new_text)
    blocks = []
    while True:
        i, j, size = _longest_block(old, new)
        if size < min_lines:
            break
        old.take(i, size)
        new.take(j, size)
        blocks.append((i, j, size))
    moves = []
    kept = 0
    for i, j, size in blocks:
        crossed = [b for b in blocks if b[2] > size and (b[0] < i) != (b[1] < j)]
        if crossed:
            moves.append((i + 1, j + 1, size, old.lines[i].strip()))
        else:
            kept += size
    moves.sort()
    return moves, kept, old.rest(), new.rest()


def _edit(rnd, lines, cuts, noise):
    out = list(lines)
    for _ in range(cuts):
        at = rnd.randrange(len(out))
        block = out[at:at + rnd.randint(3, 12)]
        del out[at:at + len(block)]
        to = rnd.randrange(len(out) + 1)
        out[to:to] = block
    for _ in range(noise):
        at = rnd.randrange(len(out))
        out[at:at + 1] = rnd.choice([[], ["# note %d" % rnd.randrange(99)], ["x = %d" % rnd.randrange(9), ""]])
    return out


def _document(rnd, n):
    return [rnd.choice(["", "    return x", "}", "    step(%d)" % rnd.randrange(40)]) if rnd.random() < .4
            else "value_%d = load(%d)  " % (rnd.randrange(5000), i) for i in range(n)]


def workload():
    rnd = random.Random(411)
    out = []
    for n, cuts, noise, least in ((120, 4, 5, 3), (90, 3, 8, 2), (6, 1, 1, 1)):
        lines = _document(rnd, n)
        out.append(("\n".join(lines), "\n".join(_edit(rnd, lines, cuts, noise)), least))
    out.append(("", "a\nb\n"))
    return out
