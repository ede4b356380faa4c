def apply_fixits(source, fixits, rules=None):
    size = len(source)
    pieces = []
    done_to = 0
    line = 1
    report = []
    postponed = []
    counts = {}
    for fix in sorted(fixits, key=lambda f: (f["start"], f["end"])):
        start, end, rule = fix["start"], fix["end"], fix["rule"]
        if not 0 <= start <= end <= size:
            raise ValueError("%s: range %d-%d outside the file" % (rule, start, end))
        if rules is not None and rule not in rules:
            continue
        if start < done_to:
            postponed.append(fix)
            continue
        old = source[start:end]
        new = fix["text"]
        if old == new:
            continue
        line += source.count("\n", done_to, start)
        pieces.append(source[done_to:start])
        pieces.append(new)
        report.append("%d: [%s] %r -> %r" % (line, rule, old, new))
        line += new.count("\n")
        done_to = end
        counts[rule] = counts.get(rule, 0) + 1
    pieces.append(source[done_to:])
    return "".join(pieces), report, postponed, counts
