from itertools import product
from typing import Optional


def nested_bracket_count(pairs: int, max_depth: Optional[int] = None) -> int:
    """Count the correct bracket strings with so many pairs, none nested deeper than max_depth."""
    if pairs < 0:
        raise ValueError("pairs must not be negative")
    good = 0
    for letters in product("()", repeat=2 * pairs):
        level = 0
        broken = False
        for letter in letters:
            level += 1 if letter == "(" else -1
            if level < 0 or (max_depth is not None and level > max_depth):
                broken = True
                break
        if not broken and level == 0:
            good += 1
    return good


def workload():
    return [(7, 3), (8, 4), (7, None), (6, 1), (8, 2)]
