"""Independent statements in another order."""

from __future__ import annotations

import ast
import copy
import random

from hasten.bench.perturb.functions import parsed, replaced


def reordered(source: str, name: str, rng: random.Random) -> str | None:
    """The function with neighbouring assignments swapped that cannot see each other."""
    found = parsed(source, name)
    if found is None:
        return None
    new = copy.deepcopy(found[1])
    changed = False
    for node in ast.walk(new):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if not isinstance(block, list) or not block or not isinstance(block[0], ast.stmt):
                continue
            place = 0
            while place + 1 < len(block):
                if independent(block[place], block[place + 1]):
                    block[place], block[place + 1] = block[place + 1], block[place]
                    changed = True
                    place += 1
                place += 1
    return replaced(source, found[1], new) if changed else None


def independent(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether two statements set different variables to values that can neither fail nor see the other variable."""
    targets = [_target(one), _target(other)]
    if None in targets or targets[0] == targets[1]:
        return False
    read = [_read(one), _read(other)]
    return targets[0] not in read[1] and targets[1] not in read[0]


def _target(node: ast.stmt) -> str | None:
    """The variable of ``x = value`` where the value is harmless."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id if _harmless(node.value) else None
    return None


def _harmless(value: ast.expr) -> bool:
    """Constants, and new containers of constants: whatever stands before or after, they are made alike."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.List | ast.Tuple):
        return all(map(_harmless, value.elts))
    if isinstance(value, ast.Dict):
        return not value.keys
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.operand, ast.Constant)
    return False


def _read(node: ast.stmt) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
