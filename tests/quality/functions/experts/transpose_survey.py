_BLANK = object()


def transpose_survey(rows, names):
    parsed = {}
    stats = {}
    for c, name in enumerate(names):
        numbers = []
        blank = bad = 0
        for row in rows:
            cell = row[c]
            key = cell if type(cell) is str else str(cell)
            try:
                value = parsed[key]
            except KeyError:
                text = key.strip()
                if text == "":
                    value = _BLANK
                else:
                    try:
                        value = int(text)
                    except ValueError:
                        value = None
                parsed[key] = value
            if value is None:
                bad += 1
            elif value is _BLANK:
                blank += 1
            else:
                numbers.append(value)
        entry = {"n": len(numbers), "blank": blank, "bad": bad}
        if numbers:
            high = max(numbers)
            entry["min"] = min(numbers)
            entry["max"] = high
            entry["mean"] = sum(numbers) / len(numbers)
            entry["top"] = [high] if high >= 0 else []
        stats[name] = entry
    return stats
