"""What a piece of code does to the object that a local name holds."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from hasten.code.purity import MUTATING_METHODS, PURE_METHODS, PuritySource
from hasten.code.scopes import binds, target_names, walk_all
from hasten.code.source import FunctionNode, ParsedModule


@dataclass
class Uses:
    """Every occurrence of a name in a region, by what happens there.

    Attributes:
        rebinds: The name is assigned, deleted or a loop target.
        changes: The object is changed through the name.
        returns: The object is returned or yielded.
        aliases: The object gets a second name, or a nested function takes hold of it.
        escapes: The object enters a container or goes to code that may change or keep it.
        reads: Everything else: the object is looked at.
    """

    rebinds: list[ast.AST] = field(default_factory=list)
    changes: list[ast.Name] = field(default_factory=list)
    returns: list[ast.Name] = field(default_factory=list)
    aliases: list[ast.Name] = field(default_factory=list)
    escapes: list[ast.Name] = field(default_factory=list)
    reads: list[ast.Name] = field(default_factory=list)

    @property
    def only_reads(self) -> bool:
        """Whether the name and its object stay as they are and nobody else gets hold of the object."""
        return self.only_looked_at and not self.rebinds

    @property
    def only_looked_at(self) -> bool:
        """Whether nothing changes the object and nobody else gets hold of it; the name may be bound again."""
        return not (self.changes or self.aliases or self.escapes or self.returns)

    @property
    def unchanged(self) -> bool:
        """Whether the name and its object stay as they are; handing the object out at the end is no change."""
        return not (self.rebinds or self.changes or self.aliases or self.escapes)


def occurrences(function: FunctionNode) -> dict[str, list[ast.AST]]:
    """Every node of a function's body that uses or binds a name, by name, in source order."""
    found: dict[str, list[ast.AST]] = {}
    for node in walk_all(*function.body):
        if isinstance(node, ast.Name):
            found.setdefault(node.id, []).append(node)
        elif isinstance(node, _BINDING):
            names = node.names if isinstance(node, ast.Global | ast.Nonlocal) else binds(node)
            for name in names:
                if isinstance(name, str):
                    found.setdefault(name, []).append(node)
    return found


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_BINDING = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.ExceptHandler,
    ast.MatchAs, ast.MatchStar, ast.MatchMapping, ast.Global, ast.Nonlocal,
)  # fmt: skip


def uses_of(module: ParsedModule, purity: PuritySource, nodes: list[ast.AST], regions: tuple[ast.AST, ...]) -> Uses:
    """Classify the occurrences of one name that lie in the regions; those in nested functions count as aliases.

    Args:
        module: The module.
        purity: Its purity.
        nodes: All occurrences of the name in the function, see ``occurrences``.
        regions: Statements or expressions of the function's body.
    """
    found = Uses()
    for node in nodes:
        inside, nested = _where(module, node, regions)
        if not inside:
            continue
        if not isinstance(node, ast.Name):
            found.rebinds.append(node)
        elif nested:
            found.aliases.append(node)
        elif isinstance(node.ctx, ast.Load):
            _classify(module, purity, node, found)
        else:
            found.rebinds.append(node)
    return found


def _where(module: ParsedModule, node: ast.AST, regions: tuple[ast.AST, ...]) -> tuple[bool, bool]:
    """Whether a node lies in one of the regions, and whether a function lies between the two."""
    nested = False
    current: ast.AST | None = node
    while current is not None:
        if current in regions:
            return True, nested or (current is not node and isinstance(current, _FUNCTIONS))
        if isinstance(current, _FUNCTIONS) and current is not node:
            nested = True
        elif isinstance(current, ast.Lambda) and not _called_at_once(module, current):
            nested = True
        current = module.parents.get(current)
    return False, nested


def _called_at_once(module: ParsedModule, node: ast.Lambda) -> bool:
    """A lambda given as ``key=`` to a builtin runs during the call and is gone afterwards."""
    parent = module.parents.get(node)
    return isinstance(parent, ast.keyword) and parent.arg == "key"


def _classify(module: ParsedModule, purity: PuritySource, node: ast.Name, found: Uses) -> None:
    child: ast.AST = node
    parent = module.parents.get(child)
    # A value passes unchanged through these; what happens to the whole happens to the name's object.
    while isinstance(parent, ast.IfExp | ast.BoolOp | ast.NamedExpr) or _handed_out(module, parent):
        if isinstance(parent, ast.IfExp) and child is parent.test:
            found.reads.append(node)
            return
        assert parent is not None
        child, parent = parent, module.parents.get(parent)
    place = _place(module, purity, child, parent)
    getattr(found, place).append(node)


def _handed_out(module: ParsedModule, node: ast.AST | None) -> bool:
    """Whether the node is a display that only packs what is returned: ``return xs, ys``."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Dict):
        return False
    parent = module.parents.get(node)
    return isinstance(parent, ast.Return | ast.Yield) or _handed_out(module, parent)


def _place(module: ParsedModule, purity: PuritySource, child: ast.AST, parent: ast.AST | None) -> str:
    if isinstance(parent, ast.Subscript):
        if child is parent.slice:
            return "escapes" if not isinstance(parent.ctx, ast.Load) else "reads"
        return _through(module, parent)
    if isinstance(parent, ast.Attribute):
        return _attribute(module, parent)
    if isinstance(parent, ast.Call):
        return "changes" if child is parent.func else _argument(purity, parent, child)
    if isinstance(parent, ast.Starred):
        return "reads"
    if isinstance(parent, ast.Dict) and any(
        key is None and value is child for key, value in zip(parent.keys, parent.values, strict=True)
    ):
        return "reads"
    if isinstance(parent, ast.keyword):
        call = module.parents.get(parent)
        return "reads" if isinstance(call, ast.Call) and purity.pure_call(call) else "escapes"
    if isinstance(parent, ast.Compare | ast.BinOp | ast.UnaryOp | ast.FormattedValue | ast.Slice):
        return "reads"
    if isinstance(parent, ast.For | ast.comprehension | ast.If | ast.While | ast.Assert | ast.Expr | ast.IfExp):
        return "reads"
    if isinstance(parent, ast.AugAssign):
        return "reads" if child is parent.value else "changes"
    if isinstance(parent, ast.Return | ast.Yield | ast.YieldFrom):
        return "returns"
    if isinstance(parent, ast.Assign | ast.AnnAssign):
        return "aliases"
    return "escapes"


def _through(module: ParsedModule, subscript: ast.Subscript) -> str:
    """``name[...]``: stored to, or read (what is read may be changed, which is another object's business)."""
    if not isinstance(subscript.ctx, ast.Load):
        return "changes"
    return "reads"


def _attribute(module: ParsedModule, attribute: ast.Attribute) -> str:
    if not isinstance(attribute.ctx, ast.Load):
        return "changes"
    parent = module.parents.get(attribute)
    if isinstance(parent, ast.Call) and parent.func is attribute:
        if attribute.attr in MUTATING_METHODS:
            return "changes"
        return "reads" if attribute.attr in PURE_METHODS else "escapes"
    return "escapes" if attribute.attr in MUTATING_METHODS else "reads"


#: Functions that change their first argument and nothing else.
_FIRST_ARGUMENT = frozenset({"heapq", "bisect", "random"})


def _argument(purity: PuritySource, call: ast.Call, child: ast.AST) -> str:
    if purity.pure_call(call) or (isinstance(call.func, ast.Name) and call.func.id == "print"):
        return "reads"
    member = purity.module_member(call.func)
    if member is not None and member[0] in _FIRST_ARGUMENT and call.args and call.args[0] is child:
        return "changes"
    return "escapes"


def part_changes(
    module: ParsedModule, purity: PuritySource, nodes: list[ast.AST], changed: Collection[str]
) -> list[ast.Name]:
    """Where something that an object holds is changed, or goes to code that may change it.

    Told by subscripts, by methods that give parts (``rows[0].append(x)``, ``table.get(key).update(...)``) and by names
    that parts get (``row = rows[i]``, ``for row in rows``), one step far.

    Args:
        module: The module.
        purity: Its purity.
        nodes: All occurrences of the object's name in the function, see ``occurrences``.
        changed: The locals of the function that are changed, see ``changed_names``.
    """
    read = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return [node for node in read if _part_changes(module, purity, node, changed)]


def _part_changes(module: ParsedModule, purity: PuritySource, node: ast.Name, changed: Collection[str]) -> bool:
    part, deep = _part(module, node)
    parent = module.parents.get(part)
    if isinstance(parent, ast.For | ast.comprehension) and parent.iter is part:
        return any(name in changed for name in target_names(parent.target))
    if not deep:
        return False
    if isinstance(part, ast.Subscript | ast.Attribute) and not isinstance(part.ctx, ast.Load):
        return deep > 1
    if isinstance(parent, ast.Assign) and parent.value is part:
        return any(name in changed for target in parent.targets for name in target_names(target))
    call = module.parents.get(parent) if isinstance(parent, ast.Attribute | ast.keyword) else parent
    if not isinstance(call, ast.Call) or call.func is part:
        return False
    if isinstance(parent, ast.Attribute):
        return call.func is parent and parent.attr in MUTATING_METHODS
    return _may_change(purity, call)


def _may_change(purity: PuritySource, call: ast.Call) -> bool:
    """Whether a call may change its arguments; a container takes them in as they are."""
    taken_in = isinstance(call.func, ast.Attribute) and call.func.attr in MUTATING_METHODS
    return not taken_in and not purity.pure_call(call)


def _part(module: ParsedModule, node: ast.expr) -> tuple[ast.expr, int]:
    """The longest chain of subscripts, attributes and methods that give parts, and how many steps it goes down."""
    deep = 0
    while True:
        parent = module.parents.get(node)
        if isinstance(parent, ast.Subscript) and parent.value is node:
            node, deep = parent, deep + 1
        elif isinstance(parent, ast.Attribute) and parent.value is node:
            call = module.parents.get(parent)
            if not isinstance(call, ast.Call) or call.func is not parent:
                node, deep = parent, deep + 1
            elif parent.attr in ("get", "pop", "setdefault", "values", "items"):
                node, deep = call, deep + 1
            else:
                return node, deep
        else:
            return node, deep


def changed_names(module: ParsedModule, purity: PuritySource, nodes: Mapping[str, list[ast.AST]]) -> set[str]:
    """Locals whose object is changed through them, or goes to code that may change it, by all their occurrences."""
    found: set[str] = set()
    for name, uses in nodes.items():
        for node in uses:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                use = Uses()
                _classify(module, purity, node, use)
                handed = use.escapes and isinstance(module.parents.get(node), ast.Call | ast.keyword)
                if use.changes or handed:
                    found.add(name)
    return found
