"""Turns plain table rows into the mark-up of the old reporting system."""

import random

SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape_report(rows: list[list[str]], title: str) -> str:
    """The table as one string, newest row first; the special characters of all cells are escaped."""
    lines = []
    for row in rows:
        line = ""
        for cell in row:
            escaped = ""
            for position in range(len(cell)):
                character = cell[position]
                replaced = False
                for key in SPECIAL.keys():
                    if character == key:
                        escaped = escaped + SPECIAL[key]
                        replaced = True
                if not replaced:
                    escaped = escaped + character
            line = line + "<td>" + escaped + "</td>"
        lines.insert(0, "<tr>" + line + "</tr>")
    body = ""
    for line in lines:
        body += line + "\n"
    return "<table title=\"" + title + "\">\n" + body + "</table>\n"


def workload():
    rng = random.Random(6)
    letters = "abcdefgh ijk lmnop qrst <&> \"xyz\" 0123456789"

    def cell():
        return "".join(rng.choice(letters) for _ in range(rng.randint(0, 40)))

    calls = []
    for n_rows, n_columns in ((1500, 9), (3500, 2), (10, 3), (1, 1)):
        calls.append(([[cell() for _ in range(n_columns)] for _ in range(n_rows)], "Report & more"))
    calls.append(([], "empty"))
    calls.append(([[], [""]], ""))
    return calls
