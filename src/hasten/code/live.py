"""Names whose values may still be read, by going over a function from its end to its start."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hasten.code.bound import assigned_names
from hasten.code.scopes import COMPREHENSIONS, parameters, stored, target_names
from hasten.code.source import FunctionNode, children, descend

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
Names = frozenset[str]


def read_names(*nodes: ast.AST) -> set[str]:
    """Names that nodes read in the scope around them; what comprehensions and lambdas bind for themselves is theirs."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            found |= {node.id} if isinstance(node.ctx, ast.Load) else set()
        elif isinstance(node, COMPREHENSIONS):
            own = {name for part in node.generators for name in target_names(part.target)}
            first = node.generators[0].iter
            inner = [child for child in children(node) if not isinstance(child, ast.comprehension)]
            for part in node.generators:
                inner += [part.target, *part.ifs, *([] if part.iter is first else [part.iter])]
            found |= read_names(first) | (read_names(*inner) - own)
        elif isinstance(node, ast.Lambda):
            inside = read_names(node.body) - {arg.arg for arg in parameters(node)}
            found |= inside | read_names(*node.args.defaults, *[d for d in node.args.kw_defaults if d is not None])
        else:
            found |= read_names(*children(node))
    return found


def read_first(run: Sequence[ast.stmt]) -> set[str]:
    """Names whose value from before a run of statements may be read in it.

    Args:
        run: Statements that control leaves at their end or by an exception only.
    """
    return set(_Backward(frozenset()).block(run, frozenset(), _Ways()))


def live_after(function: FunctionNode) -> dict[ast.stmt, set[str]]:
    """For every statement of a function, names of it that may be read once the statement has ended.

    Errs on the side of too many. Names that nested functions use are always among them.
    """
    captured: set[str] = set()
    for node in descend(function):
        if node is not function and isinstance(node, (*_FUNCTIONS, ast.Lambda)):
            captured |= {inner.id for inner in descend(node) if isinstance(inner, ast.Name)}
        elif isinstance(node, ast.Global | ast.Nonlocal):
            captured |= set(node.names)
    going = _Backward(frozenset(captured))
    going.block(function.body, frozenset(captured), _Ways())
    return going.after


@dataclass(frozen=True)
class _Ways:
    """What may be read where control goes from inside a block, apart from its end."""

    broken: Names = frozenset()
    continued: Names = frozenset()
    raised: Names = frozenset()
    returned: Names = frozenset()

    def also(self, names: Names) -> _Ways:
        return _Ways(self.broken | names, self.continued | names, self.raised | names, self.returned | names)


class _Backward:
    def __init__(self, always: Names) -> None:
        self.always = always
        self.after: dict[ast.stmt, set[str]] = {}

    def block(self, body: Sequence[ast.stmt], out: Names, ways: _Ways) -> Names:
        """What may be read in front of a block, from what may be read behind it."""
        for statement in reversed(body):
            self.after.setdefault(statement, set()).update(out | self.always)
            out = self.statement(statement, out, ways) | ways.raised
        return out

    def statement(self, node: ast.stmt, out: Names, ways: _Ways) -> Names:
        """What may be read in front of a statement."""
        if isinstance(node, ast.If):
            both = self.block(node.body, out, ways) | self.block(node.orelse, out, ways)
            return both | read_names(node.test)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            return self._loop(node, out, ways)
        if isinstance(node, ast.With | ast.AsyncWith):
            # A manager may swallow an exception, so that what follows runs after any part of the body.
            inside = self.block(node.body, out, replace(ways, raised=ways.raised | out))
            bound = {name for item in node.items if item.optional_vars for name in target_names(item.optional_vars)}
            targets = [item.optional_vars for item in node.items if item.optional_vars]
            return (inside - bound) | read_names(*[item.context_expr for item in node.items], *targets)
        if isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            return self._try(node, out, ways)  # type: ignore[arg-type]
        if isinstance(node, ast.Match):
            found = out | read_names(node.subject)
            for case in node.cases:
                found |= self.block(case.body, out, ways) | read_names(case.pattern)
                found |= read_names(case.guard) if case.guard is not None else set()
            return found
        if isinstance(node, ast.Break):
            return ways.broken
        if isinstance(node, ast.Continue):
            return ways.continued
        if isinstance(node, ast.Return | ast.Raise):
            return frozenset(read_names(node)) | (ways.returned if isinstance(node, ast.Return) else ways.raised)
        if isinstance(node, _FUNCTIONS):
            return (out - {node.name}) | read_names(node)
        read = read_names(node)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            read.add(node.target.id)
        # Deleting a name needs it bound as much as reading does.
        deleted = stored(node) if isinstance(node, ast.Delete) else set()
        return (out - assigned_names(node)) | read | deleted

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While, out: Names, ways: _Ways) -> Names:
        ended = self.block(node.orelse, out, ways)
        head = ended
        while True:
            inside = self.block(node.body, head, replace(ways, broken=out, continued=head))
            if isinstance(node, ast.While):
                new = head | inside | read_names(node.test)
            else:
                new = head | (inside - set(target_names(node.target))) | read_names(node.target)
            if new == head:
                break
            head = new
        return head if isinstance(node, ast.While) else head | read_names(node.iter)

    def _try(self, node: ast.Try, out: Names, ways: _Ways) -> Names:
        behind = out | ways.broken | ways.continued | ways.raised | ways.returned
        final = self.block(node.finalbody, behind, ways) if node.finalbody else frozenset()
        left = ways.also(final)
        end = final if node.finalbody else out
        caught: Names = frozenset()
        for handler in node.handlers:
            inside = self.block(handler.body, end, left)
            caught |= (inside - ({handler.name} if handler.name else set())) | (
                read_names(handler.type) if handler.type is not None else set()
            )
        inner = replace(left, raised=left.raised | caught)
        return self.block(node.body, self.block(node.orelse, end, left), inner) | caught
