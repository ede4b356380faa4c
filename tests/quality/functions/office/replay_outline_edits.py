import random


def _find(lines, ident):
    for pos in range(len(lines)):
        if lines[pos]["id"] == ident:
            return pos
    return -1


def replay_outline_edits(outline, edits):
    """Replay the edit journal of a shared outline and render the result.

    outline: list of dicts id, text. Edits: ("add", id, after, text), ("cut", id),
    ("move", id, after), ("text", id, text); after None means top of the document.
    Returns (numbered lines, ids of edits' targets that were not found, lines touched).
    """
    lines = [dict(l, touched=False) for l in outline]
    conflicts = []
    for edit in edits:
        kind, ident = edit[0], edit[1]
        pos = _find(lines, ident)
        if (pos >= 0) == (kind == "add"):
            conflicts.append(ident)
            continue
        if kind == "cut":
            lines.pop(pos)
        elif kind == "text":
            lines[pos]["text"] = edit[2]
            lines[pos]["touched"] = True
        elif kind in ("add", "move"):
            after = edit[2]
            if after == ident or (after is not None and _find(lines, after) < 0):
                conflicts.append(ident)
                continue
            if kind == "move":
                line = lines.pop(pos)
            else:
                line = {"id": ident, "text": edit[3]}
            line["touched"] = True
            lines.insert(0 if after is None else _find(lines, after) + 1, line)
        else:
            raise ValueError("unknown edit %r" % kind)
    touched = len([l for l in lines if l["touched"]])
    return ["%d %s%s" % (i, "*" if l["touched"] else "", l["text"]) for i, l in enumerate(lines, 1)], conflicts, touched


def _case(seed, n, m):
    rnd = random.Random(seed)
    outline = [{"id": i, "text": "point %d" % i} for i in range(n)]
    edits = []
    for k in range(m):
        a, b = rnd.randrange(n + k + 5), rnd.randrange(n + k)
        r = rnd.random()
        if r < .4:
            edits.append(("add", n + k, None if r < .02 else b, "new %d" % k))
        elif r < .6:
            edits.append(("cut", a))
        elif r < .85:
            edits.append(("move", a, b))
        else:
            edits.append(("text", a, "edited %d" % k))
    return outline, edits


def workload():
    return [_case(1, 900, 900), _case(2, 200, 1500), _case(3, 4, 12), ([], [("add", "a", None, "x"), ("cut", "b")])]
