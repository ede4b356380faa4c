"""Recursion on parts of a sequence: the parts become places in the whole.

``f(text[1:])`` copies what is left at every call, and a copy is dear to remember. All that a part is, is where it
begins and ends, so the state becomes one or two integers.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from hasten.code.edits import Edits
from hasten.code.scopes import fresh_name
from hasten.code.source import ParsedModule
from hasten.proposers.algorithms.recursion.find import Recursion


@dataclass(frozen=True)
class Part:
    """Where a part of a sequence begins and ends, as text of expressions."""

    low: str
    high: str


@dataclass(frozen=True)
class Track:
    """A parameter that calls pass parts of.

    Attributes:
        name: The parameter, which in the new function is the whole sequence.
        low: Name of the state variable for the beginning, "" where parts begin where the whole does.
        high: Name of the state variable for the end, "" where parts end where the whole does.
        size: Name that holds the length of the whole, "" where the end is part of the state.
    """

    name: str
    low: str
    high: str
    size: str

    @property
    def part(self) -> Part:
        """The part that the function is called with."""
        return Part(self.low or "0", self.high or self.size)


@dataclass(frozen=True)
class Sliced:
    """A recursion with parts as places.

    Attributes:
        tracks: The parameters that are tracked.
        states: Names of the state variables, in order.
        starts: What each state is for the call from outside.
        setup: Statements before the recursion: lengths of whole sequences.
        body: The statements of the function with states in place of parts, calls by ``call``.
        call: Name of the new inner function.
    """

    tracks: tuple[Track, ...]
    states: tuple[str, ...]
    starts: tuple[str, ...]
    setup: str
    body: str
    call: str


def sliced(module: ParsedModule, recursion: Recursion, call: str) -> Sliced | None:
    """The recursion on places, or None where no parameter is passed on in parts.

    Args:
        module: The file.
        recursion: The recursion.
        call: Name that calls of the new function use.
    """
    taken = {node.id for node in ast.walk(recursion.node) if isinstance(node, ast.Name)} | set(recursion.parameters)
    aliases = _aliases(recursion)
    tracks: list[Track] = []
    for name in recursion.parameters:
        if not recursion.invariant(name) and not recursion.rebinds(name):
            track = _track(recursion, name, aliases, taken, several=_sequences(recursion, aliases) > 1)
            if track is not None:
                tracks.append(track)
    if not tracks:
        return None
    return _Rewriter(module, recursion, tracks, aliases, call).rewritten()


def _sequences(recursion: Recursion, aliases: Mapping[str, ast.expr]) -> int:
    return sum(
        _bounds(recursion, name, aliases) is not None for name in recursion.parameters if not recursion.invariant(name)
    )


def _aliases(recursion: Recursion) -> dict[str, ast.expr]:
    """Locals that are bound once, to a slice: they stand for it."""
    bound: dict[str, list[ast.expr | None]] = {}
    for statement in recursion.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                bound.setdefault(node.targets[0].id, []).append(node.value)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                bound.setdefault(node.id, []).append(None)
    # A plain assignment is seen twice: as a statement and as a name that is stored.
    return {
        name: values[0]
        for name, values in bound.items()
        if len(values) == 2 and values.count(None) == 1 and isinstance(values[0], ast.Subscript)
    }


def _base(node: ast.expr, name: str, aliases: Mapping[str, ast.expr]) -> list[ast.Slice] | None:
    """The slices that lead from a parameter to an expression, outermost first; None where it is no part of it."""
    if isinstance(node, ast.Name):
        if node.id == name:
            return []
        return _base(aliases[node.id], name, aliases) if node.id in aliases else None
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
        above = _base(node.value, name, aliases)
        return [*above, node.slice] if above is not None else None
    return None


def _bounds(recursion: Recursion, name: str, aliases: Mapping[str, ast.expr]) -> tuple[bool, bool] | None:
    """Whether calls move the beginning and the end of a parameter; None where they pass anything but parts of it."""
    moves_low = moves_high = False
    for given in recursion.passed:
        slices = _base(given[name], name, aliases)
        if slices is None:
            return None
        moves_low = moves_low or any(part.lower is not None for part in slices)
        moves_high = moves_high or any(part.upper is not None for part in slices)
    return moves_low, moves_high


def _track(
    recursion: Recursion, name: str, aliases: Mapping[str, ast.expr], taken: set[str], *, several: bool
) -> Track | None:
    bounds = _bounds(recursion, name, aliases)
    if bounds is None or bounds == (False, False):
        return None

    def named(wanted: str) -> str:
        found = fresh_name(f"{name}_{wanted}" if several else wanted, taken)
        taken.add(found)
        return found

    low = named("low") if bounds[0] else ""
    high = named("high") if bounds[1] else ""
    return Track(name, low, high, "" if high else named("size"))


class _Rewriter:
    """Writes the body anew, node by node from the inside."""

    def __init__(
        self, module: ParsedModule, recursion: Recursion, tracks: list[Track], aliases: dict[str, ast.expr], call: str
    ) -> None:
        self._edits, self._recursion, self._tracks, self._call = Edits(module), recursion, tracks, call
        self._module = module
        self._aliases = {
            name: value
            for name, value in aliases.items()
            if any(_base(value, track.name, aliases) is not None for track in tracks)
        }
        self._parents = module.parents
        self._done: dict[ast.expr, str] = {}

    def rewritten(self) -> Sliced | None:
        """The whole recursion on places."""
        statements = self._recursion.body
        removed = {
            node
            for statement in statements
            for node in ast.walk(statement)
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in self._aliases
        }
        for statement in statements:
            self._visit(statement)
        changes: dict[ast.AST, str] = {**self._outermost(), **dict.fromkeys(removed, "")}
        body = self._edits.block(statements, changes)
        states, starts = [], []
        for name in self._recursion.parameters:
            track = next((track for track in self._tracks if track.name == name), None)
            if track is not None:
                states += [state for state in (track.low, track.high) if state]
                starts += [start for start, state in (("0", track.low), (f"len({name})", track.high)) if state]
            elif not self._recursion.invariant(name):
                states.append(name)
                starts.append(name)
        setup = "\n".join(f"{track.size} = len({track.name})" for track in self._tracks if track.size)
        return Sliced(tuple(self._tracks), tuple(states), tuple(starts), setup, body, self._call)

    def _outermost(self) -> dict[ast.AST, str]:
        """Changes that are not inside of others."""
        found: dict[ast.AST, str] = {}
        for node, text in self._done.items():
            above = self._parents.get(node)
            while above is not None and above not in self._done:
                above = self._parents.get(above)
            if above is None:
                found[node] = text
        return found

    def _visit(self, node: ast.AST) -> None:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id in self._aliases
        ):
            return
        if isinstance(node, ast.expr):
            text = self._written(node)
            if text is not None:
                self._done[node] = text
                return
        for child in ast.iter_child_nodes(node):
            self._visit(child)

    def _written(self, node: ast.expr) -> str | None:
        """The new text of an expression that speaks of a part, None where it does not by itself."""
        if node in self._recursion.calls:
            return self._written_call(node)
        part = self._part(node)
        if part is not None:
            track, bounds = part
            parent = self._parents.get(node)
            if self._is_tested(node, parent):
                return f"{bounds.low} < {bounds.high}"
            low = bounds.low if bounds.low != "0" else ""
            high = bounds.high if bounds.high != track.size else ""
            return f"{track.name}[{low}:{high}]"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) and (part := self._part(node.operand)):
            return f"{part[1].low} == {part[1].high}"
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            part = self._part(node.left)
            if part is not None and _is_empty(node.comparators[0]):
                return f"{part[1].low} {'==' if isinstance(node.ops[0], ast.Eq) else '<'} {part[1].high}"
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "len"
            and len(node.args) == 1
        ):
            part = self._part(node.args[0])
            if part is not None:
                return _minus(part[1].high, part[1].low)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 1:
            # What a text starts or ends with can be asked of a part of it without cutting that out.
            part = self._part(node.func.value) if node.func.attr in ("startswith", "endswith") else None
            if part is not None and not node.keywords:
                track, bounds = part
                ends = [bounds.low] if bounds.high == track.size or not track.high else [bounds.low, bounds.high]
                return f"{track.name}.{node.func.attr}({', '.join([self._text(node.args[0]), *ends])})"
        if (
            isinstance(node, ast.Subscript)
            and not isinstance(node.slice, ast.Slice)
            and (part := self._part(node.value))
        ):
            track, bounds = part
            negative = _negative(node.slice)
            if negative:
                return f"{track.name}[{_minus(bounds.high, str(negative))}]"
            return f"{track.name}[{_plus(bounds.low, self._text(node.slice))}]"
        return None

    def _written_call(self, call: ast.expr) -> str:
        place = self._recursion.calls.index(call)
        arguments = []
        for name, value in self._recursion.passed[place].items():
            track = next((track for track in self._tracks if track.name == name), None)
            if track is not None:
                found = self._part(value)
                bounds = found[1] if found is not None else track.part
                arguments += [text for text, state in ((bounds.low, track.low), (bounds.high, track.high)) if state]
            elif not self._recursion.invariant(name):
                arguments.append(self._text(value))
        return f"{self._call}({', '.join(arguments)})"

    def _part(self, node: ast.expr) -> tuple[Track, Part] | None:
        """The part of a tracked parameter that an expression is."""
        for track in self._tracks:
            if isinstance(node, ast.Name) and node.id == track.name:
                return track, track.part
        if isinstance(node, ast.Name) and node.id in self._aliases:
            return self._part(self._aliases[node.id])
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
            above = self._part(node.value)
            if above is None:
                return None
            track, bounds = above
            low = self._moved(bounds, node.slice.lower) or bounds.low
            high = self._moved(bounds, node.slice.upper) or bounds.high
            return track, Part(low, high)
        return None

    def _moved(self, bounds: Part, end: ast.expr | None) -> str:
        """Where an end of a slice lies in the whole."""
        if end is None:
            return ""
        negative = _negative(end)
        return _minus(bounds.high, str(negative)) if negative else _plus(bounds.low, self._text(end))

    def _text(self, node: ast.expr) -> str:
        """The text of an expression, what is in it written anew."""
        inside = dict(self._done)
        self._done.clear()
        self._visit(node)
        text = self._edits.text(node, self._outermost_in())
        self._done = inside
        return text

    def _outermost_in(self) -> dict[ast.expr, str]:
        return {inner: text for inner, text in self._outermost().items() if isinstance(inner, ast.expr)}

    def _is_tested(self, node: ast.expr, parent: ast.AST | None) -> bool:
        if isinstance(parent, ast.If | ast.While | ast.IfExp):
            return parent.test is node
        return isinstance(parent, ast.BoolOp) and self._is_tested(parent, self._parents.get(parent))


def _is_empty(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return node.value in ("", b"")
    return isinstance(node, ast.List | ast.Tuple) and not node.elts


def _negative(node: ast.expr) -> int:
    """K where the node is the constant -k, else 0."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        value = node.operand.value
        return value if isinstance(value, int) else 0
    return 0


def _plus(left: str, right: str) -> str:
    if left == "0":
        return right
    if right == "0":
        return left
    match = left.rpartition(" + ")
    if match[2].isdigit() and right.isdigit() and match[0]:
        return f"{match[0]} + {int(match[2]) + int(right)}"
    return f"{left} + {_closed(right)}"


def _minus(left: str, right: str) -> str:
    if right == "0":
        return left
    return f"{left} - {_closed(right)}"


def _closed(text: str) -> str:
    """An expression as it can stand behind a sign."""
    node = ast.parse(text, mode="eval").body
    return text if isinstance(node, ast.Name | ast.Constant | ast.Call | ast.Subscript) else f"({text})"
