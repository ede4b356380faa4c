def fill_letter(template, fields):
    values = None
    out = []
    unknown = {}
    uses = {}
    pos = 0
    shift = 0           # how much longer the filled text is than the template up to pos
    while True:
        begin = template.find("{{", pos)
        if begin < 0:
            break
        end = template.find("}}", begin)
        if end < 0:
            raise ValueError("mark not closed at %d" % (begin + shift))
        if values is None:
            values = {name.lower(): val for name, val in fields}
        out.append(template[pos:begin])
        mark, bar, style = template[begin + 2:end].partition("|")
        mark = mark.strip().lower()
        if mark not in values:
            unknown[mark] = True
            out.append(template[begin:end + 2])
            pos = end + 2
            continue
        value = str(values[mark])
        if bar:
            style = style.strip()
            if style == "upper":
                value = value.upper()
            elif style == "title":
                value = value.title()
            else:
                raise ValueError("unknown style " + style)
        uses[mark] = uses.get(mark, 0) + 1
        out.append(value)
        shift += len(value) - (end + 2 - begin)
        pos = end + 2
    out.append(template[pos:])
    return "".join(out), list(unknown), [[mark, n] for mark, n in uses.items()]
