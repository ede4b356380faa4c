import random


def format_value(value):
    if isinstance(value, str):
        return value
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def center(text, width):
    missing = width - len(text)
    left = missing // 2
    return " " * left + text + " " * (missing - left)


PADDERS = {"right": str.rjust, "center": center}


def render_text_table(headers, rows, sides=None, footer=False):
    """Print rows as a text table; sides gives the alignment by header.

    Returns (text, column widths); the footer has the sums of int columns."""
    sides = sides or {}
    for number, row in enumerate(rows):
        if len(row) != len(headers):
            raise ValueError(f"row {number} has {len(row)} cells, not {len(headers)}")
    cells = []
    sums = [None] * len(headers)
    for row in rows:
        line = []
        for index, value in enumerate(row):
            line.append(format_value(value))
            if footer and isinstance(value, int) and not isinstance(value, bool):
                sums[index] = (sums[index] or 0) + value
        cells.append(line)
    if footer:
        cells.append([format_value(total) for total in sums])
    widths = []
    for index, header in enumerate(headers):
        widths.append(max([len(header)] + [len(line[index]) for line in cells]))
    padders = [PADDERS.get(sides.get(header), str.ljust) for header in headers]
    lines = []
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines.append(rule)
    lines.append("| " + " | ".join(center(h, w) for h, w in zip(headers, widths)) + " |")
    lines.append(rule)
    for line in cells:
        padded = [pad(text, width) for text, width, pad in zip(line, widths, padders)]
        lines.append("| " + " | ".join(padded) + " |")
    lines.append(rule)
    return "\n".join(lines), widths


def workload():
    rng = random.Random(500)
    headers = ["name", "size", "owner", "files", "locked", "note"]
    rows = []
    for n in range(17000):
        rows.append((f"folder{n}", rng.randrange(10**7), rng.choice(["ann", "bo", "christine"]), rng.randrange(900),
                     rng.random() < 0.2, rng.choice([None, "shared", "to be deleted"])))
    return [(headers, rows, {"size": "right", "files": "right", "locked": "center"}, False)]
