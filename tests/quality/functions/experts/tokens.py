import re

TOKEN = re.compile(
    r'\s*(?:(?P<word>[A-Za-z_]\w*)|(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*")|(?P<sign>[<>=!]=|[-+*/()<>=,]))'
)
KEYWORDS = {"and", "or", "not", "if", "then", "in"}


def tokens(rule):
    found = []
    position = 0
    end = len(rule.rstrip())
    while position < end:
        match = TOKEN.match(rule, position)
        if match is None:
            raise ValueError(f"cannot read {rule[position:].lstrip()[:20]!r}")
        kind = match.lastgroup
        text = match.group(kind)
        found.append(("keyword" if kind == "word" and text in KEYWORDS else kind, text))
        position = match.end()
    return found
