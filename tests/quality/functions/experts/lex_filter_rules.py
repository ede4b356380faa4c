import re
from collections import namedtuple

Token = namedtuple("Token", "kind text line column")

_MASTER = re.compile(
    r"[ \t]*(?:(?P<NAME>[A-Za-z_][A-Za-z_0-9.]*)"
    r"|(?P<NUMBER>\d+(?:\.\d+)?(?:ms|s|%)?)"
    r"|(?P<PUNCT>[(),;])"
    r"|(?P<NEWLINE>\n)"
    r"|(?P<COMPARE><=|>=|!=|==|<|>|~)"
    r"|(?P<STRING>'(?:[^'\\\n]|\\.)*')"
    r"|(?P<COMMENT>--[^\n]*)"
    r"|(?P<END>\Z))"
)
KEYWORDS = {"and", "or", "not", "in", "when", "alert"}


def lex_filter_rules(source):
    tokens = []
    counts = {}
    names = []
    kinds = {}  # spelling of a name -> its kind
    pos = 0
    line = 1
    before_line = -1
    add = tokens.append
    new = tuple.__new__
    size = len(source)
    match = _MASTER.match
    while pos < size:
        m = match(source, pos)
        if m is None:
            while source[pos] in " \t":
                pos += 1
            raise SyntaxError("line %d column %d: unexpected %r" % (line, pos - before_line, source[pos]))
        kind = m.lastgroup
        pos = m.end()
        if kind == "NEWLINE":
            line += 1
            before_line = pos - 1
            continue
        if kind == "COMMENT" or kind == "END":
            continue
        text = m[kind]
        if kind == "NAME":
            kind = kinds.get(text)
            if kind is None:
                if text.lower() in KEYWORDS:
                    kind = text.upper()
                else:
                    kind = "NAME"
                    names.append(text)
                kinds[text] = kind
        add(new(Token, (kind, text, line, pos - len(text) - before_line)))
        counts[kind] = counts.get(kind, 0) + 1
    return tokens, counts, names
