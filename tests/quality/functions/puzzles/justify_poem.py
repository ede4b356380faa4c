import random


def justify_poem(text, width):
    """Fill lines of the width with words and spread the spaces evenly (extra ones
    on the right side of odd lines, on the left of even ones, lines counted from 1;
    last line and single words left alone). Return (lines, spaces added)."""
    words = text.split()
    rows = []
    row = []
    length = 0
    for word in words:
        if row and length + len(row) + len(word) > width:
            rows.append(row)
            row = []
            length = 0
        row.append(word)
        length += len(word)
    if row:
        rows.append(row)
    lines = []
    added = 0
    for number, row in enumerate(rows, 1):
        gaps = len(row) - 1
        if gaps == 0 or number == len(rows):
            lines.append(" ".join(row))
            continue
        spaces = width - sum(len(word) for word in row)
        added += spaces - gaps
        line = [row[0]]
        share, extra = divmod(spaces, gaps)
        for g in range(gaps):
            wide = share
            if number % 2 == 1 and g >= gaps - extra:
                wide += 1
            elif number % 2 == 0 and g < extra:
                wide += 1
            line.append(" " * wide + row[g + 1])
        lines.append("".join(line))
    return lines, added


def workload():
    rng = random.Random(29)
    words = ["".join(rng.choice("aeinrst") for _ in range(rng.randint(1, 9))) for _ in range(400)]
    return [(" ".join(rng.choice(words) for _ in range(90000)), 58),
            (" ".join(rng.choice(words) for _ in range(50000)), 31)]
