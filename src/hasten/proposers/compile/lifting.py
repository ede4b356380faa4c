"""Attributes of objects, and items of dicts under fixed keys, as locals of a region: ``self.width``, ``rates["low"]``.

They are read once before the region and written once behind it. That is the same as in the loop only where reading and
writing them does nothing else, so they are lifted for instances of plain classes of the module and for dicts proper;
the new form asks for that very class, and takes None for what is not there, which a kernel declines.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hasten.code.scopes import fresh_name, stored
from hasten.code.source import ParsedModule, descend

#: What an instance may define that makes reading or writing an attribute do something else.
_READS, _WRITES = ("__getattr__", "__getattribute__"), ("__setattr__", "__delattr__")


@dataclass(frozen=True)
class Lifted:
    """One attribute or item.

    Attributes:
        name: Local of the kernel that stands for it.
        owner: Local of the function that holds the object.
        owner_class: Name of the object's class, ``dict`` for a dict.
        key: Name of the attribute, or the key.
        nodes: Where the region reads or writes it.
        stored: Whether it writes it.
    """

    name: str
    owner: str
    owner_class: str
    key: str
    nodes: tuple[ast.expr, ...]
    stored: bool

    @property
    def read(self) -> str:
        """Text that reads it, None where it is not there."""
        if self.owner_class == "dict":
            return f'{self.owner}.get("{self.key}")'
        return f'getattr({self.owner}, "{self.key}", None)'

    @property
    def place(self) -> str:
        """Text that it can be written to."""
        return f'{self.owner}["{self.key}"]' if self.owner_class == "dict" else f"{self.owner}.{self.key}"

    @property
    def guard(self) -> str:
        """Text that is true where reading and writing do nothing else."""
        return f"type({self.owner}) is {self.owner_class}"


def noted(run: Sequence[ast.stmt], names: Collection[str]) -> dict[str, str]:
    """What a recorder should look at beside the names: text of the attribute or item to text that reads it."""
    found: dict[str, str] = {}
    for node in descend(*run):
        parts = _parts(node, names)
        if parts is not None:
            owner, key, item = parts
            # An attribute of an object without it, and a dict without the key, say nothing.
            item_of = f"{owner}.get({key!r}) if type({owner}) is dict else None"
            found[shown(owner, key, item)] = item_of if item else f"getattr({owner}, {key!r}, None)"
    return found


def shown(owner: str, key: str, item: bool) -> str:
    """``options["rate"]`` or ``self.width``."""
    return f'{owner}["{key}"]' if item else f"{owner}.{key}"


def lifted(
    module: ParsedModule, run: Sequence[ast.stmt], classes: Mapping[str, str], taken: Collection[str]
) -> list[Lifted]:
    """Attributes and items that a region can work on as locals.

    Args:
        module: The module.
        run: The region.
        classes: Locals that hold an object at its start, with the name of its class; they are not bound in the region.
        taken: Names that are in use.
    """
    stored_names = stored(module.tree)
    nodes: dict[tuple[str, str, bool], list[ast.expr]] = {}
    for node in descend(*run):
        parts = _parts(node, classes)
        if parts is not None and isinstance(node, ast.expr):
            nodes.setdefault(parts, []).append(node)
    written = {parts for parts, places in nodes.items() if any(not isinstance(_context(p), ast.Load) for p in places)}
    found: list[Lifted] = []
    used = set(taken)
    for (owner, key, item), places in nodes.items():
        # Two owners may be one object, and then what is written by way of one is read by way of the other.
        alike = {one for one in nodes if one[1:] == (key, item)}
        writes = (owner, key, item) in written
        cls = classes[owner]
        if cls == "dict" and "dict" in stored_names:
            continue
        if item != (cls == "dict") or (len(alike) > 1 and alike & written):
            continue
        if not item and not _plain(module, cls, key, writes=writes):
            continue
        name = fresh_name(f"{owner}_{key}".strip("_"), used)
        used.add(name)
        found.append(Lifted(name, owner, cls, key, tuple(places), writes))
    return found


def _context(node: ast.expr) -> ast.expr_context:
    return node.ctx  # type: ignore[attr-defined,no-any-return]


def _parts(node: ast.AST, names: Collection[str]) -> tuple[str, str, bool] | None:
    """Owner, key and whether it is an item, for an attribute or item of one of the names."""
    if not isinstance(node, ast.Attribute | ast.Subscript) or not isinstance(node.value, ast.Name):
        return None
    owner = node.value.id
    if owner not in names:
        return None
    if isinstance(node, ast.Attribute):
        # Two underscores in front: the class gives it another name.
        return None if node.attr.startswith("__") else (owner, node.attr, False)
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    return (owner, key, True) if isinstance(key, str) and key.isidentifier() and key.isascii() else None


def _plain(module: ParsedModule, cls: str, attribute: str, *, writes: bool) -> bool:
    """Whether instances of a class of the module keep an attribute in themselves and nowhere else."""
    node = module.classes.get(cls)
    if node is None or node.keywords or sum(1 for s in module.tree.body if getattr(s, "name", "") == cls) != 1:
        return False
    decorators = [ast.unparse(d).partition("(")[0] for d in node.decorator_list]
    if any(d not in ("dataclass", "dataclasses.dataclass") for d in decorators) or (writes and decorators):
        return False
    for inner in node.body:
        bound = {getattr(inner, "name", "")} | {n.id for n in descend(inner) if isinstance(n, ast.Name)}
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound = {inner.name}
            if inner.name in _READS or (writes and inner.name in _WRITES):
                return False
        elif isinstance(inner, ast.Assign | ast.AnnAssign) and isinstance(inner.value, ast.Constant | None):
            bound = set()
        if attribute in bound:
            return False
    if any(isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == cls
           and not isinstance(n.ctx, ast.Load) for n in descend(module.tree)):  # fmt: skip
        return False
    bases = [ast.unparse(base) for base in node.bases]
    return all(base == "object" or _plain(module, base, attribute, writes=writes) for base in bases)
