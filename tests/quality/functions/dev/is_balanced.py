"""Checks the brackets of formulas before they are sent to the calculation service."""

import random

PAIRS = ("()", "[]", "{}")


def only_brackets(formula):
    result = ""
    for character in formula:
        if character in "()[]{}":
            result = result + character
    return result


def is_balanced(formula: str) -> bool:
    """Whether every bracket is closed by one of its own kind, properly nested."""
    rest = only_brackets(formula)
    changed = True
    while changed:
        changed = False
        for pair in PAIRS:
            if pair in rest:
                rest = rest.replace(pair, "", 1)
                changed = True
    return rest == ""


def workload():
    rng = random.Random(19)

    def formula(depth):
        if depth == 0:
            return rng.choice(["x", "17", "rate"])
        opening, closing = rng.choice(PAIRS)
        inner = " + ".join(formula(depth - 1) for _ in range(rng.randint(1, 3)))
        return opening + inner + closing

    long_one = "*".join(formula(6) for _ in range(90))
    deep = "(" * 3000 + "[a]" * 700 + ")" * 3000
    return [(long_one,), (deep,), (formula(7),), ("(" + formula(4),), ("([)]",), ("a + b",), ("",)]
