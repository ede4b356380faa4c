import random
import re

TAG = re.compile(r"\{\{(>?)\s*([\w.-]+)\s*\}\}")


class IncludeCycle(Exception):
    pass


def expand_snippets(snippets, pages, context):
    """Expand {{> include}} and {{ variable }} tags of the named pages.

    Returns (page -> text, page -> number of includes, errors, unknown names);
    a page with an include cycle gets an error line and no text."""
    unknown = set()
    texts, include_counts, errors = {}, {}, []

    def expand(name, chain):
        if name in chain:
            raise IncludeCycle(" -> ".join(chain + (name,)))
        if name not in snippets:
            unknown.add(name)
            return f"[no snippet {name}]", 0
        includes = 0

        def replace(match):
            nonlocal includes
            marker, key = match.groups()
            if marker:
                text, inner = expand(key, chain + (name,))
                includes += 1 + inner
                return text
            if key not in context:
                unknown.add(key)
                return ""
            return str(context[key])

        return TAG.sub(replace, snippets[name]), includes

    for page in pages:
        try:
            text, count = expand(page, ())
        except IncludeCycle as problem:
            errors.append(f"{page}: include cycle {problem}")
            continue
        texts[page] = text
        include_counts[page] = count
    return texts, include_counts, errors, sorted(unknown)


def workload():
    rng = random.Random(977)
    snippets = {}
    for level in range(10):
        for n in range(20):
            body = [f"<{level}{n}>"]
            if level < 9:
                for _ in range(2):
                    body.append("{{> s%d_%d }}" % (level + 1, rng.randrange(20)))
            else:
                body.append("{{ site }}" if n % 2 else "{{missing}}")
            snippets[f"s{level}_{n}"] = "".join(body)
    pages = []
    for n in range(45):
        snippets[f"page{n}"] = "Hi {{user}} {{> s%d_%d}}{{> s1_3}}" % (rng.randrange(1, 3), n % 20)
        pages.append(f"page{n}")
    snippets["loop"] = "a {{> pool}}"
    snippets["pool"] = "b {{> loop}}"
    pages.append("loop")
    return [(snippets, pages, {"site": "x.org", "user": "Ann"})]
