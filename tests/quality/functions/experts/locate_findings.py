import re
from bisect import bisect_right
from collections import namedtuple

Located = namedtuple("Located", "line column code message excerpt")

PRAGMA = re.compile(r"#\s*noqa(?::\s*([A-Z0-9, ]+))?")


def silenced_codes(text):
    """None: nothing is silenced; True: everything; else a list of codes."""
    match = PRAGMA.search(text)
    if match is None:
        return None
    if match.group(1) is None:
        return True
    return [part.strip() for part in match.group(1).split(",")]


def locate_findings(source, findings, ignored=()):
    size = len(source)
    lines = source.split("\n")
    starts = []
    position = 0
    for text in lines:
        starts.append(position)
        position += len(text) + 1
    known = {}
    reports = []
    counts = {}
    silenced = 0
    for offset, code, message in findings:
        if not 0 <= offset <= size:
            raise ValueError(f"offset {offset} outside the file ({code})")
        if any(code.startswith(prefix) for prefix in ignored):
            continue
        line = bisect_right(starts, offset)
        if line in known:
            quiet, excerpt = known[line]
        else:
            text = lines[line - 1]
            quiet = silenced_codes(text)
            excerpt = text.strip()
            if len(excerpt) > 30:
                excerpt = excerpt[:27] + "..."
            known[line] = (quiet, excerpt)
        if quiet is not None and (quiet is True or code in quiet):
            silenced += 1
            continue
        reports.append(Located(line, offset - starts[line - 1] + 1, code, message, excerpt))
        counts[code] = counts.get(code, 0) + 1
    reports.sort(key=lambda r: (r.line, r.column, r.code))
    return reports, counts, silenced
