import random


def split_tags(source):
    """Pieces of a template: plain text, or ('tag', name) for {{ name }}."""
    parts = []
    text = ""
    rest = source
    while rest:
        if rest.startswith("{{") and "}}" in rest:
            if text:
                parts.append(text)
            text = ""
            end = rest.index("}}")
            parts.append(("tag", rest[2:end].strip().lower()))
            rest = rest[end + 2:]
        else:
            text += rest[0]
            rest = rest[1:]
    if text:
        parts.append(text)
    return parts


def render_pages(pages, snippets, values):
    """Fill {{ name }} from values, else from the snippets (which may use others)."""
    def lookup(table, name):
        for key in table:
            if key.strip().lower() == name:
                return table[key]
        return None

    def render(source, stack):
        out = ""
        for part in split_tags(source):
            if isinstance(part, str):
                out += part
                continue
            name = part[1]
            if lookup(values, name) is not None:
                out += str(lookup(values, name))
            elif lookup(snippets, name) is None:
                out += "[" + name + "?]"
            elif name in stack:
                out += "[loop: " + " > ".join(stack + [name]) + "]"
            else:
                out += render(lookup(snippets, name), stack + [name])
        return out

    return [(title, render(source, [])) for title, source in pages]


def workload():
    rnd = random.Random(17)
    values = {"Value%d" % i: rnd.choice([i, "v%d" % i, 0]) for i in range(20)}
    snippets = {}
    for i in range(40):
        body = "<s%d>" % i
        for _ in range(2):
            body += " text " + rnd.choice(["{{ value%d }}" % rnd.randrange(22),
                                           "{{ snip%d }}" % (i + rnd.randint(1, 6))])
        snippets["Snip%d" % i] = body
    snippets["snip40"] = "{{ snip39 }}"
    snippets["Snip39"] = "end {{snip38}} {{value1}}"
    pages = [("page%d" % i, "Hello {{ value%d }} " % rnd.randrange(20) + "{{ Snip%d }} and {{snip%d}} {{ oops" % (
        rnd.randrange(12), rnd.randrange(40))) for i in range(240)]
    return [(pages, snippets, values)]
