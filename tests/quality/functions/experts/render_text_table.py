def format_value(value):
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def pad_center(text, width):
    missing = width - len(text)
    left = missing // 2
    return " " * left + text + " " * (missing - left)


def render_text_table(headers, rows, sides=None, footer=False):
    sides = sides or {}
    count = len(headers)
    for number, row in enumerate(rows):
        if len(row) != count:
            raise ValueError(f"row {number} has {len(row)} cells, not {count}")
    widths = []
    columns = []
    for index, header in enumerate(headers):
        texts = []
        total = None
        for row in rows:
            value = row[index]
            kind = type(value)
            if kind is str:
                texts.append(value)
            elif kind is int:
                texts.append(f"{value:,}")
                total = (total or 0) + value
            else:
                texts.append(format_value(value))
                if isinstance(value, int) and kind is not bool:
                    total = (total or 0) + value
        if footer:
            texts.append(format_value(total))
        width = max(len(header), max(map(len, texts), default=0))
        widths.append(width)
        side = sides.get(header, "left")
        if side == "right":
            columns.append([text.rjust(width) for text in texts])
        elif side == "center":
            columns.append([pad_center(text, width) for text in texts])
        else:
            columns.append([text.ljust(width) for text in texts])
    rule = "+" + "+".join(["-" * (width + 2) for width in widths]) + "+"
    lines = [rule, "| " + " | ".join(map(pad_center, headers, widths)) + " |", rule]
    if headers:
        lines.extend(["| " + " | ".join(cells) + " |" for cells in zip(*columns)])
    else:
        lines.extend(["|  |"] * (len(rows) + bool(footer)))
    lines.append(rule)
    return "\n".join(lines), widths
