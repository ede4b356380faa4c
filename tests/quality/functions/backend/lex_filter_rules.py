"""Lexer of the alert filter language."""
import random
import re
from collections import namedtuple

Token = namedtuple("Token", "kind text line column")

TOKEN_TYPES = [
    ("SPACE", re.compile(r"[ \t]+")),
    ("COMMENT", re.compile(r"--[^\n]*")),
    ("NEWLINE", re.compile(r"\n")),
    ("NUMBER", re.compile(r"\d+(\.\d+)?(ms|s|%)?")),
    ("STRING", re.compile(r"'([^'\\\n]|\\.)*'")),
    ("NAME", re.compile(r"[A-Za-z_][A-Za-z_0-9.]*")),
    ("COMPARE", re.compile(r"<=|>=|!=|==|<|>|~")),
    ("PUNCT", re.compile(r"[(),;]")),
]
KEYWORDS = ("and", "or", "not", "in", "when", "alert")


def lex_filter_rules(source):
    """Split the rules into tokens with positions (line and column from 1).

    Keywords (any case) become their own kind in upper case. Raises SyntaxError for what cannot be read.
    Returns (tokens, {kind: count}, names in order of first use).
    """
    tokens = []
    counts = {}
    names = []
    seen = set()
    pos = 0
    line = 1
    line_start = 0
    while pos < len(source):
        for kind, regex in TOKEN_TYPES:
            match = regex.match(source, pos)
            if match:
                break
        else:
            raise SyntaxError("line %d column %d: unexpected %r" % (line, pos - line_start + 1, source[pos]))
        text = match.group(0)
        if kind == "NEWLINE":
            line += 1
            line_start = match.end()
        elif kind not in ("SPACE", "COMMENT"):
            if kind == "NAME":
                if text.lower() in KEYWORDS:
                    kind = text.upper()
                elif text not in seen:
                    seen.add(text)
                    names.append(text)
            tokens.append(Token(kind, text, line, pos - line_start + 1))
            counts[kind] = counts.get(kind, 0) + 1
        pos = match.end()
    return tokens, counts, names


def workload():
    rng = random.Random(1234)
    lines = []
    for i in range(1500):
        host = "host%d.cpu" % rng.randrange(60)
        lines.append("ALERT page_%d when (%s >= %d.5%% and latency > %dms) or not name in ('a\\'b', 'x%d');%s" % (
            i % 70, host, rng.randrange(100), rng.randrange(900), i, "  -- added by hand" if i % 5 == 0 else ""))
    return [("\n".join(lines) + "\n",)]
