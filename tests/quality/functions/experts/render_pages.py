import re

_TAG = re.compile(r"\{\{(.*?)\}\}", re.S)


def render_pages(pages, snippets, values):
    texts = {}
    for key, value in values.items():
        name = key.strip().lower()
        if name not in texts:
            texts[name] = None if value is None else str(value)
    sources = {}
    for key, source in snippets.items():
        name = key.strip().lower()
        if name not in sources:
            sources[name] = source
    parts_of = {}
    done = {}

    def split(source):
        parts = _TAG.split(source)
        parts[1::2] = [p.strip().lower() for p in parts[1::2]]
        return parts

    def render(parts, stack):
        """(text, whether it has no loop in it and is the same everywhere)"""
        out = []
        free = True
        for k, part in enumerate(parts):
            if not k % 2:
                out.append(part)
                continue
            text = texts.get(part)
            if text is not None:
                out.append(text)
                continue
            text = done.get(part)
            if text is not None:
                out.append(text)
                continue
            source = sources.get(part)
            if source is None:
                out.append("[" + part + "?]")
            elif part in stack:
                out.append("[loop: " + " > ".join(stack + [part]) + "]")
                free = False
            else:
                inner = parts_of.get(part)
                if inner is None:
                    inner = parts_of[part] = split(source)
                stack.append(part)
                text, closed = render(inner, stack)
                stack.pop()
                if closed:
                    done[part] = text
                else:
                    free = False
                out.append(text)
        return "".join(out), free

    return [(title, render(split(source), [])[0]) for title, source in pages]
