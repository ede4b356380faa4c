"""Looking for the next place of a value behind a moving position.

Finds:
    In a loop, the rest of a sequence that stays the same, ``xs[i + 1:]``, of which is only asked whether a value is in
    it and where, or ``xs.index(value, i)``.

Slow because:
    Each question copies and walks the rest: O(n) of it, O(n * m) in all. With the places of each value in order, a
    bisection finds the next one.

Unsafe when:
    An element cannot be hashed, or the position is negative. Of a value that does not come ``index`` raises
    ``ValueError``, a dict ``KeyError``.

Example:
    Before::

        for at, page in enumerate(requests):
            rest = requests[at + 1:]
            due = rest.index(page) if page in rest else None

    After::

        requests_places = {}
        for place, value in enumerate(requests):
            requests_places.setdefault(value, []).append(place)
        for at, page in enumerate(requests):
            due = (
                requests_places[page][bisect_left(requests_places[page], at + 1)] - (at + 1)
                if requests_places.get(page, (-1,))[-1] >= at + 1 else None
            )

Source:
    Inverted lists with positions; Knuth, The Art of Computer Programming 3 (1998), 6.5.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, constant_int, outermost_invariant
from hasten.code.match import match
from hasten.code.naming import noun
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n^2)", "O(n)")  # but for the logarithm of a bisection


@dataclass(frozen=True)
class _Question:
    """A question about the rest of a sequence.

    Attributes:
        node: The test for membership, or the call of ``index``.
        value: What is looked for.
        start: Where the rest begins.
        whole: Whether ``index`` counts from the start of the sequence.
    """

    node: ast.Compare | ast.Call
    value: ast.expr
    start: ast.expr
    whole: bool = False


def find(code: FunctionCode) -> Iterator[Finding]:
    """Questions about one sequence in one loop make one finding."""
    groups: dict[tuple[str, ast.AST], tuple[Repeat, ast.expr, list[_Question], list[ast.Assign]]] = {}
    for sequence, questions, held in [*_of_rests(code), *_of_calls(code)]:
        kind = code.type_of(sequence)
        if not only(kind, "list", "tuple", "any") or code.hashable(kind.element) is False:
            continue
        repeat = outermost_invariant(code, sequence, questions[0].node, moving=[questions[0].start])
        if repeat is not None:
            group = groups.setdefault((ast.dump(sequence), repeat.node), (repeat, sequence, [], []))
            group[2].extend(questions)
            group[3].extend(held)
    for repeat, sequence, questions, held in groups.values():
        text = f"`{ast.unparse(questions[0].node)}` walks the rest every time; the places of each value are in order"
        change = partial(_change, code, repeat, sequence, questions, held)
        yield Finding(questions[0].node, text, change, GROWTH, enabling=True, ahead=True)


_Asked = tuple[ast.expr, list[_Question], list[ast.Assign]]


def _of_rests(code: FunctionCode) -> Iterator[_Asked]:
    """``xs[i:]`` that is asked on the spot, or by a name that is used for nothing else."""
    for rest in code.all(ast.Subscript):
        start = _start(code, rest)
        if start is None:
            continue
        question = _question(code, rest, start)
        if question is not None:
            yield rest.value, [question], []
            continue
        assign = code.parent(rest)
        target = assign.targets[0] if isinstance(assign, ast.Assign) and len(assign.targets) == 1 else None
        if not isinstance(assign, ast.Assign) or not isinstance(target, ast.Name):
            continue
        uses = [node for node in code.all(ast.Name) if node.id == target.id and node is not target]
        questions = [_question(code, use, start) for use in uses]
        found = [question for question in questions if question is not None]
        if uses and len(found) == len(uses) and all(_behind(code, use, assign) for use in uses):
            yield rest.value, found, [assign]


def _of_calls(code: FunctionCode) -> Iterator[_Asked]:
    for call in code.all(ast.Call):
        found = code.method_call(call, "index", 2)
        if found is not None and _moves(code, found[1][1]):
            yield found[0], [_Question(call, found[1][0], found[1][1], whole=True)], []


def _start(code: FunctionCode, rest: ast.Subscript) -> ast.expr | None:
    cut = rest.slice
    if not isinstance(cut, ast.Slice) or cut.lower is None or cut.upper is not None or cut.step is not None:
        return None
    return cut.lower if isinstance(rest.ctx, ast.Load) and _moves(code, cut.lower) else None


def _moves(code: FunctionCode, start: ast.expr) -> bool:
    """Whether a start is the position of a loop, or so many behind it."""
    found = match("@i + $k", start)
    more = constant_int(found["k"]) if found is not None else 0
    position = found["i"] if found is not None else start
    if not isinstance(position, ast.Name) or more is None or more < 0:
        return False
    if code.comprehension_of(position) is not None:
        return True
    name = position.id
    if name not in code.local or name in code.parameters:
        return False
    return all(_of_loop(code, node) for node in code.uses(name).rebinds)


def _of_loop(code: FunctionCode, target: ast.AST) -> bool:
    parent = code.parent(target)
    if isinstance(parent, ast.Tuple):
        parent = code.parent(parent)
    return isinstance(parent, ast.For | ast.comprehension)


def _question(code: FunctionCode, rest: ast.expr, start: ast.expr) -> _Question | None:
    parent = code.parent(rest)
    if isinstance(parent, ast.Compare) and len(parent.ops) == 1 and parent.comparators[0] is rest:
        return _Question(parent, parent.left, start) if isinstance(parent.ops[0], ast.In | ast.NotIn) else None
    if isinstance(parent, ast.Attribute):
        call = code.parent(parent)
        found = code.method_call(call, "index", 1)
        if found is not None and found[0] is rest and isinstance(call, ast.Call) and code.pure(found[1][0]):
            return _Question(call, found[1][0], start)
    return None


def _behind(code: FunctionCode, use: ast.AST, assign: ast.Assign) -> bool:
    """Whether a use comes after the assignment in the same turn."""
    after = {id(statement) for statement in code.after(assign)}
    above = [code.statement(use), *code.ancestors(use)]
    return any(id(node) in after for node in above)


def _change(
    code: FunctionCode,
    repeat: Repeat,
    sequence: ast.expr,
    questions: list[_Question],
    held: list[ast.Assign],
    edits: Edits,
) -> None:
    assert repeat.statement is not None
    places = code.fresh(f"{noun(sequence)}_places")
    place = code.loop_name("place", repeat.statement) if "place" not in loaded(code.node) else code.fresh("place")
    value = code.fresh("value", place)
    edits.insert_before(
        repeat.statement,
        f"{places} = {{}}\nfor {place}, {value} in enumerate({edits.text(sequence, need=0)}):\n"
        f"    {places}.setdefault({value}, []).append({place})",
    )
    for question in questions:
        start, wanted = edits.text(question.start, need=0), edits.text(question.value, need=0)
        bound = edits.text(question.start, need=7)
        if isinstance(question.node, ast.Compare):
            sign = ">=" if isinstance(question.node.ops[0], ast.In) else "<"
            edits.replace(question.node, f"{places}.get({wanted}, (-1,))[-1] {sign} {bound}")
            continue
        found = f"{places}[{wanted}][{edits.need('bisect', 'bisect_left')}({places}[{wanted}], {start})]"
        from_start = f" - {edits.text(question.start, need=13)}"
        edits.replace(question.node, found if question.whole else f"{found}{from_start}")
    for assign in held:
        edits.remove(assign)
