"""A docstring where there was none, and none where there was one."""

from __future__ import annotations

import ast
import copy
import random

from hasten.bench.perturb.functions import parsed, replaced

_TEXTS = ("See the caller for what this is about.", "Return the result.\n\nReviewed twice; keep as it is.")


def toggled_docstring(source: str, name: str, rng: random.Random) -> str | None:
    """The function with its docstring removed, or with one that says nothing."""
    found = parsed(source, name)
    if found is None:
        return None
    new = copy.deepcopy(found[1])
    if ast.get_docstring(new) is not None:
        new.body = new.body[1:] or [ast.Pass()]
    else:
        new.body.insert(0, ast.Expr(ast.Constant(rng.choice(_TEXTS))))
    return replaced(source, found[1], new)
