from typing import Optional


def nested_bracket_count(pairs: int, max_depth: Optional[int] = None) -> int:
    """Count the correct bracket strings with so many pairs, none nested deeper than max_depth."""
    if pairs < 0:
        raise ValueError("pairs must not be negative")
    if pairs == 0:
        return 1
    cap = pairs if max_depth is None else min(pairs, max_depth)
    if cap < 1:
        return 0
    at_level = [0] * (cap + 2)      # one spare cell on top stays 0
    at_level[0] = 1
    for _ in range(2 * pairs):
        following = [0] * (cap + 2)
        for level in range(cap + 1):
            below = at_level[level - 1] if level else 0
            following[level] = below + at_level[level + 1]
        at_level = following
    return at_level[0]
