_TOP = object()


def replay_outline_edits(outline, edits):
    nxt = {}
    prv = {}
    text = {}
    touched = {}
    last = _TOP
    for l in outline:
        i = l["id"]
        if i in text:
            return _with_duplicates(outline, edits)
        text[i] = l["text"]
        nxt[last] = i
        prv[i] = last
        last = i
    nxt[last] = _TOP
    prv[_TOP] = last
    conflicts = []
    for edit in edits:
        kind, ident = edit[0], edit[1]
        if (ident in text) == (kind == "add"):
            conflicts.append(ident)
            continue
        if kind == "cut":
            p, n = prv.pop(ident), nxt.pop(ident)
            nxt[p] = n
            prv[n] = p
            del text[ident]
            touched.pop(ident, None)
        elif kind == "text":
            text[ident] = edit[2]
            touched[ident] = True
        elif kind == "add" or kind == "move":
            after = edit[2]
            if after == ident or (after is not None and after not in text):
                conflicts.append(ident)
                continue
            if kind == "move":
                p, n = prv[ident], nxt[ident]
                nxt[p] = n
                prv[n] = p
            else:
                text[ident] = edit[3]
            touched[ident] = True
            if after is None:
                after = _TOP
            n = nxt[after]
            nxt[after] = ident
            prv[ident] = after
            nxt[ident] = n
            prv[n] = ident
        else:
            raise ValueError("unknown edit %r" % kind)
    out = []
    at = nxt[_TOP]
    while at is not _TOP:
        out.append("%d %s%s" % (len(out) + 1, "*" if at in touched else "", text[at]))
        at = nxt[at]
    return out, conflicts, len(touched)


def _find(lines, ident):
    for pos, l in enumerate(lines):
        if l["id"] == ident:
            return pos
    return -1


def _with_duplicates(outline, edits):
    """Repeated ids in the outline: the first one is meant, as positions go."""
    lines = [dict(l, touched=False) for l in outline]
    conflicts = []
    for edit in edits:
        kind, ident = edit[0], edit[1]
        pos = _find(lines, ident)
        if (pos >= 0) == (kind == "add"):
            conflicts.append(ident)
        elif kind == "cut":
            lines.pop(pos)
        elif kind == "text":
            lines[pos]["text"] = edit[2]
            lines[pos]["touched"] = True
        elif kind in ("add", "move"):
            after = edit[2]
            if after == ident or (after is not None and _find(lines, after) < 0):
                conflicts.append(ident)
                continue
            line = lines.pop(pos) if kind == "move" else {"id": ident, "text": edit[3]}
            line["touched"] = True
            lines.insert(0 if after is None else _find(lines, after) + 1, line)
        else:
            raise ValueError("unknown edit %r" % kind)
    touched = len([l for l in lines if l["touched"]])
    return ["%d %s%s" % (i, "*" if l["touched"] else "", l["text"]) for i, l in enumerate(lines, 1)], conflicts, touched
