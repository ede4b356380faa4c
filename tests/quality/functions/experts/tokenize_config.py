import re

_TOKEN = re.compile(r"([a-z_]+)|([0-9]+)|([={}\[\],;])|(\n)|[ \t]+|#[^\n]*|(.)")
_KINDS = (None, "name", "int", "punct")


def tokenize_config(text):
    tokens = []
    add = tokens.append
    errors = 0
    line = 1
    for m in _TOKEN.finditer(text):
        k = m.lastindex
        if k is None:
            continue
        if k < 4:
            add((_KINDS[k], m.group(), line))
        elif k == 4:
            line += 1
        else:
            errors += 1
    return tokens, errors, line
