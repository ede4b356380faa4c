import random
import re
from collections import namedtuple

Located = namedtuple("Located", "line column code message excerpt")

PRAGMA = re.compile(r"#\s*noqa(?::\s*([A-Z0-9, ]+))?")


def line_and_column(source, offset):
    before = source[:offset]
    line = before.count("\n") + 1
    column = offset - (before.rfind("\n") + 1) + 1
    return line, column


def is_suppressed(text, code):
    match = PRAGMA.search(text)
    if match is None:
        return False
    if match.group(1) is None:
        return True
    return code in [part.strip() for part in match.group(1).split(",")]


def locate_findings(source, findings, ignored=()):
    """Turn linter findings (offset, code, message) into line/column reports,
    leaving out ignored codes and those silenced by a noqa comment.

    Returns (reports, counts per code, number of silenced findings)."""
    reports = []
    counts = {}
    silenced = 0
    for offset, code, message in findings:
        if not 0 <= offset <= len(source):
            raise ValueError(f"offset {offset} outside the file ({code})")
        if any(code.startswith(prefix) for prefix in ignored):
            continue
        line, column = line_and_column(source, offset)
        text = source.split("\n")[line - 1]
        if is_suppressed(text, code):
            silenced += 1
            continue
        excerpt = text.strip()
        if len(excerpt) > 30:
            excerpt = excerpt[:27] + "..."
        reports.append(Located(line, column, code, message, excerpt))
        counts[code] = counts.get(code, 0) + 1
    reports.sort(key=lambda r: (r.line, r.column, r.code))
    return reports, counts, silenced


def workload():
    rng = random.Random(4101)
    lines = []
    for n in range(1600):
        text = "    " * rng.randint(0, 3) + f"value_{n} = compute({rng.randint(1, 999)}, name_{rng.randint(1, 50)})"
        pick = rng.random()
        if pick < 0.05:
            text += "  # noqa"
        elif pick < 0.1:
            text += "  # noqa: E501, W291"
        lines.append(text)
    source = "\n".join(lines) + "\n"
    codes = ["E501", "W291", "F841", "E225", "C901"]
    findings = [(rng.randrange(len(source)), rng.choice(codes), f"finding {k}") for k in range(700)]
    return [(source, findings, ("C9",))]
