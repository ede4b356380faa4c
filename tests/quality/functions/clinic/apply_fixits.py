import random


def apply_fixits(source, fixits, rules=None):
    """Apply a linter's suggested edits to a file.

    fixits: dicts rule, start, end, text, offsets into the original source. Edits that
    overlap an earlier one wait for the next run. Returns (new source, report lines with
    the line number in the new source, postponed fixits, edits per rule).
    """
    text = source
    shift = 0
    done_to = 0
    report = []
    postponed = []
    counts = {}
    for fix in sorted(fixits, key=lambda f: (f["start"], f["end"])):
        if not 0 <= fix["start"] <= fix["end"] <= len(source):
            raise ValueError("%s: range %d-%d outside the file" % (fix["rule"], fix["start"], fix["end"]))
        if rules is not None and fix["rule"] not in rules:
            continue
        if fix["start"] < done_to:
            postponed.append(fix)
            continue
        start, end = fix["start"] + shift, fix["end"] + shift
        old = text[start:end]
        if old == fix["text"]:
            continue
        line = text[:start].count("\n") + 1
        text = text[:start] + fix["text"] + text[end:]
        shift += len(fix["text"]) - len(old)
        done_to = fix["end"]
        counts[fix["rule"]] = counts.get(fix["rule"], 0) + 1
        report.append("%d: [%s] %r -> %r" % (line, fix["rule"], old, fix["text"]))
    return text, report, postponed, counts


def _case(seed, size, nfix):
    rnd = random.Random(seed)
    words = ["if", "x", "== None", "return", "(a, b)", ";", "\n", "\n    ", "len(items) == 0", "foo"]
    parts = []
    length = 0
    while length < size:
        parts.append(rnd.choice(words) + " ")
        length += len(parts[-1])
    source = "".join(parts)
    fixits = []
    for _ in range(nfix):
        start = rnd.randrange(len(source) - 3)
        fixits.append({"rule": rnd.choice(["E711", "W291", "C1801", "E703"]), "start": start, "end": start + rnd.randint(0, 3),
                       "text": rnd.choice(["", "is None", "not items", "\n", " "])})
    return source, fixits


def workload():
    return [_case(1, 300000, 1600), _case(2, 120000, 1200), _case(3, 40, 5), _case(4, 3000, 40) + (["E711", "E703"],), ("", [])]
