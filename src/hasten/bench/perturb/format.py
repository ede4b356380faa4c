"""Another format: comments gone, quotes, parentheses and line breaks as the unparser has them."""

from __future__ import annotations

import ast
import random

from hasten.bench.perturb.functions import parsed


def reformatted(source: str, name: str, rng: random.Random) -> str | None:
    """The whole module, printed from its tree."""
    found = parsed(source, name)
    if found is None:
        return None
    text = ast.unparse(found[0]) + "\n"
    return text if text != source else None
