"""The state of one pass over a function, and what its parts ask of one another."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from hasten.proposers.compile.mypyc.atoms import ANY, NOTHING, Ty, union
from hasten.proposers.compile.mypyc.inference.arguments import Given
from hasten.proposers.compile.mypyc.world import Code

if TYPE_CHECKING:
    from hasten.proposers.compile.mypyc.inference.whole import Inference

#: Local names of one function, comprehension or lambda, with the cells that hold their types.
Scope = dict[str, tuple[object, ...]]
#: Kinds that take part in arithmetic.
NUMBERS = {"bool", "int", "float", "complex"}
#: Attributes of objects that tell of the class behind them.
REFUSED_ATTRIBUTES = frozenset(
    "__dict__ __module__ __qualname__ __mro__ __bases__ __doc__ __globals__ __code__".split()
)


class Part:
    """What the parts share: where they are, and what the others can do."""

    def __init__(self, world: Inference, code: Code | None, class_body: str = "") -> None:
        self.i, self.code, self.class_body = world, code, class_body
        self.world = world.world
        self.scopes: list[Scope] = []
        self.function = code.name if code is not None else ""
        #: Expressions that are called or looked into at once, so that what they give is not handed around.
        self.direct: set[ast.AST] = set()
        #: Local names with the classes that a test left of them.
        self.known: dict[str, frozenset[str]] = {}

    def decline(self, node: ast.AST, why: str) -> None:
        self.i.declined[node] = why

    def value(self, node: ast.expr) -> Ty:
        method: Callable[[Any], Ty] | None = getattr(self, f"of_{type(node).__name__.lower()}", None)
        if method is None:
            self.decline(node, type(node).__name__.lower())
            found = ANY
        else:
            found = method(node)
        before = self.i.nodes.get(node, NOTHING)
        after = union(before, found)
        self.i.nodes[node] = after
        if node not in self.direct:
            self.i.escape(after)
        if self.code is None:
            self.i.module_nodes.add(node)
        return after

    if TYPE_CHECKING:
        def block(self, body: Sequence[ast.stmt]) -> None: ...
        def inner(
            self, node: ast.AST, args: ast.arguments, visit: Callable[[], object], stored: Iterable[str]
        ) -> None: ...
        def name_store(self, name: str, type_: Ty) -> None: ...
        def store(self, target: ast.expr, type_: Ty, value: ast.expr | None=None) -> None: ...
        def truth(self, node: ast.expr) -> None: ...
        def external(self, node: ast.expr, path: str) -> Ty: ...
        def instance_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty: ...
        def class_attribute(self, node: ast.Attribute, cls: str, name: str) -> Ty: ...
        def spill(self, args: Given) -> None: ...
        def call_special(self, name: str, receiver: Ty, positional: Sequence[Ty], args: Given | None=None) -> Ty: ...
        def container_call(self, node: ast.Call, kind: str, site: object, name: str, args: Given) -> Ty: ...
        def call_named(self, callee: Ty, *args: Ty) -> Ty: ...
        def hashed(self, type_: Ty) -> None: ...
        def builtin(self, node: ast.Call, name: str, args: Given) -> Ty: ...
        def escape_all(self, types: Iterable[Ty]) -> None: ...
        def protocols(self, name: str, type_: Ty) -> None: ...
        def external_call(self, node: ast.Call, path: str, args: Given) -> Ty: ...
        def made(self, node: ast.AST, kind: str, element: Ty) -> Ty: ...
        def made_tuple(self, node: ast.AST, items: Sequence[Ty]) -> Ty: ...
        def items_of(self, site: object) -> list[Ty]: ...
        def held(self, what: str, site: object) -> Ty: ...
        def element(self, type_: Ty) -> Ty: ...
        def item(self, type_: Ty, index: int, count: int) -> Ty: ...
        def binary(self, op: ast.operator, left: Ty, right: Ty, node: ast.AST, *, inplace: bool=False) -> Ty: ...
        def compared(self, left: Ty, right: Ty, name: str, reflected: str) -> Ty: ...
