import re

TAG = re.compile(r"\{\{(>?)\s*([\w.-]+)\s*\}\}")


class IncludeCycle(Exception):
    pass


def expand_snippets(snippets, pages, context):
    unknown = set()
    texts, include_counts, errors = {}, {}, []
    done = {}  # only what expanded without a cycle, so the same from anywhere

    def expand(name, chain):
        if name in done:
            return done[name]
        if name in chain:
            raise IncludeCycle(" -> ".join(chain + (name,)))
        if name not in snippets:
            unknown.add(name)
            return f"[no snippet {name}]", 0
        includes = 0
        deeper = chain + (name,)

        def replace(match):
            nonlocal includes
            marker, key = match.groups()
            if marker:
                text, inner = expand(key, deeper)
                includes += 1 + inner
                return text
            if key not in context:
                unknown.add(key)
                return ""
            return str(context[key])

        text = TAG.sub(replace, snippets[name])
        done[name] = result = (text, includes)
        return result

    for page in pages:
        try:
            text, count = expand(page, ())
        except IncludeCycle as problem:
            errors.append(f"{page}: include cycle {problem}")
            continue
        texts[page] = text
        include_counts[page] = count
    return texts, include_counts, errors, sorted(unknown)
