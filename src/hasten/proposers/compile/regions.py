"""Loops of a function that compile although the function as a whole does not, each as a function of its own.

A region is a run of statements of one block, left at its end, by ``return`` or by an exception. What it reads of the
locals around it become the parameters, what may still be read of what it binds is the result. A name that may not be
bound where the region starts is no parameter: a kernel that comes to read it declines, and the statements themselves
run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hasten.code.bound import binds_surely, surely_bound
from hasten.code.edits import EditConflict, Edits
from hasten.code.live import live_after, read_first
from hasten.code.purity import uses_dynamic_names
from hasten.code.scopes import COMPREHENSIONS, declared_elsewhere, fresh_name, loaded, local_names, stored
from hasten.code.source import FunctionNode, ParsedModule, blocks, descend, parse
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import UNKNOWN, holds
from hasten.proposers.compile.lifting import Lifted, lifted, noted, shown
from hasten.proposers.compile.recorder import Recorded
from hasten.proposers.compile.refusal import Unsupported
from hasten.proposers.compile.translate import Translator

#: Runs of statements that are translated before the rest of a function is left alone.
_MOST_TRIES = 60
_LOOPS = (ast.For, ast.While, *COMPREHENSIONS)
_LEAVES = (
    ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Delete, ast.FunctionDef,
    ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Import, ast.ImportFrom,
)  # fmt: skip


@dataclass(frozen=True)
class Region:
    """A run of statements with its boundary.

    Attributes:
        statements: The run.
        reads: Locals whose values it is given, in the order of their names.
        leaves: Locals that it binds and that may be read behind it, in the order of their names.
        lifted: Attributes and items that it works on as locals; they come behind the others on both sides.
        returns: Whether it may return from the function.
    """

    statements: tuple[ast.stmt, ...]
    reads: tuple[str, ...]
    leaves: tuple[str, ...]
    lifted: tuple[Lifted, ...] = ()
    returns: bool = False

    @property
    def given(self) -> list[str]:
        """Texts of the values that its kernel is called with."""
        return [*self.reads, *(one.read for one in self.lifted)]

    @property
    def bound(self) -> list[str]:
        """Texts of the places that the items of its result are written to."""
        return [*self.leaves, *(one.place for one in self.lifted if one.stored)]

    @property
    def guards(self) -> list[str]:
        """Texts of what must hold before its kernel is called."""
        return list(dict.fromkeys(one.guard for one in self.lifted))


@dataclass(frozen=True)
class CompiledRegion:
    """A region with its typed form, under the name that it has as a function."""

    region: Region
    name: str
    kernel: Kernel


class RegionFinder:
    """Finds the regions of one function.

    Args:
        module: The module.
        function: One of its functions.
        version: Of the interpreter that runs the code.

    Attributes:
        refusal: Why the last run that was tried does not compile.
    """

    def __init__(self, module: ParsedModule, function: FunctionNode, *, version: tuple[int, int]) -> None:
        self.module, self.function, self.version = module, function, version
        self.live = live_after(function)
        self.local, self.elsewhere = local_names(function), declared_elsewhere(function)
        self.refusal = "it has no loop"
        self._bound = stored(module.tree)
        self._names = self._bound | loaded(module.tree)
        self._tries = 0

    def starts(self) -> dict[ast.stmt, dict[str, str]]:
        """Statements that a region may start with, and what must be known there, with the text that reads it."""
        if uses_dynamic_names(self.function):
            return {}
        found: dict[ast.stmt, dict[str, str]] = {}
        for block in _blocks_of(self.function):
            for place, statement in enumerate(block):
                if self._works(statement) and not isinstance(statement, _LEAVES):
                    rest = read_first(block[place:]) | stored(*block[place:])
                    bound = surely_bound(self.module, self.function, statement)
                    names = sorted(rest & bound)
                    found[statement] = {name: name for name in names} | noted(block[place:], names)
        return found

    def regions(self, seen: Mapping[ast.stmt, Recorded]) -> list[CompiledRegion]:
        """The outermost regions that compile, none inside another, in the order of the text.

        Args:
            seen: What is known where a region may start; a name without a type cannot be handed in.
        """
        self._tries = 0
        return list(self._of_block(self.function.body, seen, []))

    def _of_block(
        self, block: Sequence[ast.stmt], seen: Mapping[ast.stmt, Recorded], found: list[CompiledRegion]
    ) -> list[CompiledRegion]:
        place = 0
        while place < len(block):
            first, end = block[place], place + 1
            made = self._compiled(block[place:end], seen[first], len(found)) if first in seen else None
            if made is not None:
                longest = made
                while end < len(block):
                    longer = self._compiled(block[place : end + 1], seen[first], len(found))
                    if longer is None:
                        break
                    end += 1
                    # What only follows the last loop is left to Python.
                    longest = longer if self._works(block[end - 1]) else longest
                found.append(longest)
                place += len(longest.region.statements)
                continue
            if not isinstance(first, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                for inner in blocks(first):
                    self._of_block(inner, seen, found)
            place += 1
        return found

    def _works(self, statement: ast.stmt) -> bool:
        """Whether a statement loops, or calls a function of the module that does."""
        return any(
            isinstance(node, _LOOPS) or self._calls_loop(node)
            for node in descend(statement)
        )

    def _calls_loop(self, node: ast.AST) -> bool:
        called = self.module.functions.get(node.func.id) if _calls_name(node) else None  # type: ignore[attr-defined]
        return called is not None and any(
            isinstance(inner, _LOOPS)
            or (_calls_name(inner) and inner.func.id in self.module.functions)  # type: ignore[attr-defined]
            for inner in descend(*called.body)
        )

    def _compiled(self, run: Sequence[ast.stmt], known: Recorded, number: int) -> CompiledRegion | None:
        region = self._bounded(run, known)
        if region is None or self._tries >= _MOST_TRIES:
            return None
        asked = [*region.reads, *(shown(one.owner, one.key, one.owner_class == "dict") for one in region.lifted)]
        unknown = [name for name in asked if name not in known.types]
        if unknown:
            self.refusal = f"{unknown[0]} is of unknown type"
            return None
        self._tries += 1
        taken = self._bound | set(self.module.functions)
        name = fresh_name(f"{self.function.name.strip('_')}_part_{number + 1}", taken)
        try:
            module = parse(self._outlined(region, name))
            if isinstance(module, SyntaxError):
                return None
            given = [known.types[one] for one in asked]
            return CompiledRegion(region, name, Translator(module, name, given, version=self.version).run())
        except Unsupported as reason:
            self.refusal = str(reason)
        except EditConflict:
            self.refusal = "its text cannot be taken apart"
        return None

    def _bounded(self, run: Sequence[ast.stmt], known: Recorded) -> Region | None:
        """The run with what it reads and leaves; None where control or a name leaves it in another way."""
        bound = stored(*run)
        if bound & self.elsewhere or _left(run):
            self.refusal = "control leaves the loop, or it binds names of elsewhere"
            return None
        leaves = bound & self.live[run[-1]] & self.local
        unsure = leaves - (binds_surely(run) or set())
        before = surely_bound(self.module, self.function, run[0])
        wanted = (read_first(run) | unsure) & self.local
        if (wanted - before) - bound:
            self.refusal = f"{min((wanted - before) - bound)} may not be bound"
            return None
        reads = wanted & before
        owners = {n: cls for n, cls in known.classes.items() if n in reads - bound and cls not in self.local}
        parts = lifted(self.module, run, owners, self.local | self._names)
        # An owner that is used for anything else as well is handed in, which no kernel takes.
        inside = {id(node.value) for one in parts for node in one.nodes}  # type: ignore[attr-defined]
        names = [node for node in descend(*run) if isinstance(node, ast.Name)]
        whole = {node.id for node in names if id(node) not in inside}
        if any(holds(known.types.get(name, UNKNOWN), "dict") for name in reads & whole):
            # Two names may be one dict: its items are no locals where one is handed in as a whole.
            parts = [one for one in parts if one.owner_class != "dict"]
        reads -= {one.owner for one in parts} - whole
        returns = any(isinstance(node, ast.Return) for node in descend(*run))
        return Region(tuple(run), tuple(sorted(reads)), tuple(sorted(leaves)), tuple(parts), returns)

    def _outlined(self, region: Region, name: str) -> str:
        """The module with the region as one more function at its end.

        Where the region may return, that is a tuple of one item, or None; its end is a longer tuple then.
        """
        edits = Edits(self.module)
        parts: dict[ast.expr, str] = {node: one.name for one in region.lifted for node in one.nodes}
        new: dict[ast.AST, str] = dict(parts.items())
        for node in descend(*region.statements):
            if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
                new[node.value] = f"({edits.text(node.value, parts)},)"
        body = edits.block(list(region.statements), new, comments=False)
        left = [*region.leaves, *(one.name for one in region.lifted if one.stored)]
        if region.returns:
            left += ["False"] * (2 - len(left))
        result = ", ".join(left) or "None"
        lines = [f"    {line}" if line.strip() else line for line in [*body.split("\n"), f"return {result}"]]
        head = f"def {name}({', '.join([*region.reads, *(one.name for one in region.lifted)])}):"
        return "\n".join([self.module.source, "", head, *lines, ""])


def _blocks_of(function: FunctionNode) -> Iterator[list[ast.stmt]]:
    """The blocks of a function, outer ones first, those of nested functions left out."""
    stack: list[ast.AST] = [function]
    while stack:
        node = stack.pop()
        for block in blocks(node):
            yield block
            stack += [s for s in block if not isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _calls_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _left(run: Sequence[ast.stmt]) -> bool:
    """Whether a run may be left for a loop around it, or holds what cannot be taken out of its function."""
    if any(isinstance(node, _LEAVES) for node in descend(*run)):
        return True
    stack: list[tuple[ast.AST, bool]] = [(statement, False) for statement in run]
    while stack:
        node, looped = stack.pop()
        if isinstance(node, ast.Break | ast.Continue) and not looped:
            return True
        for block in blocks(node):
            # A break in the else of a loop is one of the loop around it.
            inside = looped or (isinstance(node, ast.For | ast.While) and block is node.body)
            stack += [(inner, inside) for inner in block]
    return False
