import random


def fill_letter(template, fields):
    """Put (name, value) fields into '{{name}}' or '{{name|upper}}' marks; the last
    field of a name counts, values are not expanded again. Returns (text, unknown names, uses)."""
    text = template
    unknown = []
    uses = []
    pos = 0
    while True:
        begin = text.find("{{", pos)
        if begin < 0:
            break
        end = text.find("}}", begin)
        if end < 0:
            raise ValueError("mark not closed at %d" % begin)
        mark = text[begin + 2:end]
        style = None
        if "|" in mark:
            mark, style = mark.split("|", 1)
        mark = mark.strip().lower()
        value = None
        for name, val in fields:
            if name.lower() == mark:
                value = str(val)
        if value is None:
            if mark not in unknown:
                unknown.append(mark)
            pos = end + 2
            continue
        if style is not None:
            style = style.strip()
            if style == "upper":
                value = value.upper()
            elif style == "title":
                value = value.title()
            else:
                raise ValueError("unknown style " + style)
        for entry in uses:
            if entry[0] == mark:
                entry[1] += 1
                break
        else:
            uses.append([mark, 1])
        text = text[:begin] + value + text[end + 2:]
        pos = begin + len(value)
    return text, unknown, uses


def workload():
    out = []
    for seed, marks, nf in ((71, 700, 160), (72, 900, 150), (73, 5, 3), (74, 800, 220)):
        rng = random.Random(seed)
        fields = [("Field%d" % rng.randint(0, nf), rng.choice(["ann o'hara", 17, 3.5, "{{x}}", "Oak Lane 4"]))
                  for _ in range(nf)]
        parts = []
        for _ in range(marks):
            parts.append("lorem ipsum " * rng.randint(1, 9))
            parts.append("{{ field%d%s}}" % (rng.randint(0, nf + 5), rng.choice(["", "|upper", "| title "])))
        out.append(("".join(parts) + "end", fields))
    return out
