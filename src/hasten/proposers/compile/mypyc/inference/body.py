"""One pass over a whole function."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from hasten.proposers.compile.mypyc.atoms import NONE, STR, one
from hasten.proposers.compile.mypyc.inference.builtin_calls import BuiltinPart
from hasten.proposers.compile.mypyc.inference.calls import CallPart
from hasten.proposers.compile.mypyc.inference.containers import ContainerPart
from hasten.proposers.compile.mypyc.inference.names import NamePart
from hasten.proposers.compile.mypyc.inference.operators import OperatorPart
from hasten.proposers.compile.mypyc.inference.statements import StatementPart
from hasten.proposers.compile.mypyc.inference.syntax import parameter_names


class Body(StatementPart, NamePart, CallPart, BuiltinPart, ContainerPart, OperatorPart):
    """One pass over a function, or over an expression at module level."""

    def run(self) -> None:
        code = self.code
        assert code is not None
        args = code.node.args
        if code.owner and code.kind in ("method", "property"):
            for cls in self.world.below(code.owner):
                if self.world.method(cls.name, code.node.name) is code or code.node.name == "__init__":
                    self.i.join(("var", code.name, code.parameters[0]), one("cls", cls.name))
        elif code.kind == "classmethod":
            for cls in self.world.below(code.owner):
                self.i.join(("var", code.name, code.parameters[0]), one("class", cls.name))
        positional = [*args.posonlyargs, *args.args]
        pairs = [*zip(positional[len(positional) - len(args.defaults) :], args.defaults, strict=True)]
        pairs += [(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None]
        for argument, default in pairs:
            found = self.i.constant(default, code.owner)
            if found is not None:
                self.i.join(("var", code.name, argument.arg), self.value(found))
        if args.vararg is not None:
            self.i.join(("var", code.name, args.vararg.arg), one("tuple", (code.name, "*")))
        if args.kwarg is not None:
            self.i.join(("var", code.name, args.kwarg.arg), one("dict", (code.name, "**")))
            self.i.join(("key", (code.name, "**")), STR)
        for name in parameter_names(code):
            for other in self.i.family(code):
                if other is not code:
                    index = parameter_names(code).index(name)
                    if index or code.kind == "staticmethod":
                        self.i.join(
                            ("var", other.name, parameter_names(other)[index]), self.i.cell("var", code.name, name)
                        )
        self.block(code.node.body)
        if code.generator:
            site = (code.name, "yield")
            self.i.join(("ret", code.name), one("iter", site))
        elif _falls(code.node.body):
            self.i.join(("ret", code.name), NONE)
        for other in self.i.family(code):
            self.i.join(("ret", other.name), self.i.cell("ret", code.name))


def _falls(body: Sequence[ast.stmt]) -> bool:
    """Whether control may run off the end of a block; true where in doubt."""
    last = body[-1]
    if isinstance(last, ast.Return | ast.Raise):
        return False
    if isinstance(last, ast.If):
        return not last.orelse or _falls(last.body) or _falls(last.orelse)
    if isinstance(last, ast.While) and isinstance(last.test, ast.Constant) and last.test.value:
        return any(isinstance(n, ast.Break) for n in ast.walk(last))
    return True
