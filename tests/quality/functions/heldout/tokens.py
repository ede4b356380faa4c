"""Splits the rules of the discount engine into tokens."""

import random
import re

KEYWORDS = ["and", "or", "not", "if", "then", "in"]


def tokens(rule: str) -> list[tuple[str, str]]:
    """(kind, text) of every token; kinds are word, keyword, number, text and sign.

    Raises ValueError with the rest of the rule where it cannot be read.
    """
    found = []
    rest = rule.lstrip()
    while rest != "":
        if re.match(r"[A-Za-z_]\w*", rest):
            text = re.match(r"[A-Za-z_]\w*", rest).group(0)
            kind = "keyword" if text in KEYWORDS else "word"
        elif re.match(r"\d+(\.\d+)?", rest):
            text = re.match(r"\d+(\.\d+)?", rest).group(0)
            kind = "number"
        elif re.match(r'"[^"]*"', rest):
            text = re.match(r'"[^"]*"', rest).group(0)
            kind = "text"
        elif re.match(r"[<>=!]=|[-+*/()<>=,]", rest):
            text = re.match(r"[<>=!]=|[-+*/()<>=,]", rest).group(0)
            kind = "sign"
        else:
            raise ValueError(f"cannot read {rest[:20]!r}")
        found = found + [(kind, text)]
        rest = rest[len(text):].lstrip()
    return found


def workload():
    rng = random.Random(606)
    pieces = ["total", ">=", "120.50", "and", "not", '"summer sale"', "in", "customer_group", "(", ")", "+", "17", "!=", ","]

    def rule(n):
        return " ".join(rng.choice(pieces) for _ in range(n))

    return [(rule(8000),), (rule(4000) + "  ",), (rule(40),), ("a>=b(c)",), ("",), ("   ",), ("price % 3",)]
