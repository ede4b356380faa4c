"""A position in a text counted from its start again and again.

Finds:
    ``text.count("\\n", 0, offset)``, ``text.rfind("\\n", 0, offset)``, the same of ``text[:offset]`` (also where a name
    holds that part), ``len(text[:offset].split("\\n"))`` and ``text[:offset].split("\\n")[-1]``, for any one character:
    in a loop in which the text stays the same, or in a function that others call (line and column of a token, or of a
    match).

Slow because:
    Each asks the whole text in front of the offset: O(n) for each of m positions. The places of the character are found
    once; a bisection in them tells how many lie in front of an offset, and which is the last: O(n + m log n).

Unsafe when:
    The offset is something that slices but does not compare with numbers (``None``).

Example:
    Before::

        for found in WORD.finditer(text):
            line = text.count("\\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\\n", 0, found.start())

    After::

        newlines = [-1] + [hit.start() for hit in re.finditer("\\n", text)]
        for found in WORD.finditer(text):
            line = bisect_left(newlines, found.start())
            column = found.start() - newlines[line - 1]

Source:
    Tables of line starts, as in compilers and in ``linecache``; the Python documentation of ``bisect``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import Repeat, constant_int, outermost_invariant, range_bounds
from hasten.code.match import equal, is_name, match
from hasten.code.scopes import COMPREHENSIONS, loaded, stored
from hasten.code.source import descend
from hasten.code.types import includes, only
from hasten.proposers.rules._added_helpers import helper
from hasten.proposers.rules._finding import Finding

GROWTH = ("O(n)", "O(log n)")
#: Texts of which a module keeps the places at most: an analysis looks at one or a few at a time.
_MOST_TEXTS = 8
_HELPER = """@{cache}(maxsize={most})
def {{name}}(text):
    # -1 stands for the start of the text
    return {places}
"""
_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_CONDITIONAL = (ast.IfExp, ast.BoolOp, ast.Lambda, *COMPREHENSIONS)


@dataclass(frozen=True)
class _Asked:
    """A question about the places of a character in front of an offset.

    Attributes:
        node: What asks.
        kind: ``count``, ``parts`` (one more), ``last`` (the place of the last one), ``tail`` (the text behind it), or
            ``length`` (of the part in front of the offset).
        text: The text.
        letter: The character; "" where only the length is asked.
        offset: The offset.
        held: The statement that gives the part in front of the offset a name.
    """

    node: ast.expr
    kind: str
    text: ast.expr
    letter: str
    offset: ast.expr
    held: ast.Assign | None = None

    @property
    def place(self) -> ast.AST:
        """Where text and offset are evaluated."""
        return self.held or self.node


def find(code: FunctionCode) -> Iterator[Finding]:
    """Questions about one character of one text in one loop, or in one function, make one finding."""
    groups: dict[tuple[str, str, ast.AST | None], tuple[Repeat | None, list[_Asked]]] = {}
    for asked in [*_asked_directly(code), *_asked_by_name(code)]:
        if code.in_nested_function(asked.node) or constant_int(asked.offset) is not None or not _fits(code, asked):
            continue
        repeat = outermost_invariant(code, asked.text, asked.place)
        if repeat is None and code.outer is None and code.program.target in ("", code.name):
            continue
        key = ast.dump(asked.text), asked.letter, repeat.node if repeat else None
        groups.setdefault(key, (repeat, []))[1].append(asked)
    for repeat, questions in groups.values():
        first = next((asked for asked in questions if asked.kind != "length"), None)
        if first is not None:
            text = f"`{ast.unparse(first.node)}` goes through the text from its start; the places can be found once"
            change = partial(_change, code, repeat, sorted(questions, key=lambda asked: asked.node.lineno))
            yield Finding(first.node, text, change, GROWTH)


def _fits(code: FunctionCode, asked: _Asked) -> bool:
    """Whether the text can be one, and the offset is a number, and asking twice changes nothing."""
    if includes(code.type_of(asked.text), "list", "tuple", "deque", "bytearray", "dict"):
        return False
    if not only(code.type_of(asked.offset), "int", "bool", "any") or isinstance(asked.text, ast.Constant):
        return False
    return code.pure(asked.text) and code.pure(asked.offset)


def _asked_directly(code: FunctionCode) -> Iterator[_Asked]:
    for call in code.all(ast.Call):
        for method in ("count", "rfind"):
            found = code.method_call(call, method, 3)
            if found is not None and constant_int(found[1][1]) == 0 and _letter(found[1][0]):
                kind = "count" if method == "count" else "last"
                yield _Asked(call, kind, found[0], _letter(found[1][0]), found[1][2])
    for part in code.all(ast.Subscript):
        bounds = _prefix(part)
        question = _question(code, part) if bounds is not None else None
        if bounds is not None and question is not None and question[2]:
            node, kind, letter = question
            yield _Asked(node, kind, part.value, letter, bounds)


def _asked_by_name(code: FunctionCode) -> Iterator[_Asked]:
    """``before = text[:offset]``, where all that is asked of ``before`` are such questions."""
    for assign in code.all(ast.Assign):
        held = match("@name = $part", assign)
        bounds = _prefix(held["part"]) if held is not None else None
        if held is None or bounds is None or held.name("name") in code.parameters:
            continue
        assert isinstance(assign.value, ast.Subscript)
        uses = code.uses(held.name("name"))
        questions = [_question(code, use) for use in uses.reads]
        letters = {question[2] for question in questions if question is not None} - {""}
        if len(uses.rebinds) != 1 or not uses.only_looked_at or None in questions or len(letters) != 1:
            continue
        after = code.after(assign)
        users = {code.statement(use) for use in uses.reads}
        last = max((place for place, one in enumerate(after) if users & set(descend(one))), default=-1)
        inside = set(descend(*after[: last + 1]))
        fixed = loaded(assign.value) & stored(*after[: last + 1])
        if fixed or not users <= inside or any(code.in_nested_function(use) for use in uses.reads):
            continue
        for question in questions:
            assert question is not None
            yield _Asked(question[0], question[1], assign.value.value, letters.copy().pop(), bounds, assign)


def _prefix(node: ast.AST) -> ast.expr | None:
    """The offset of ``text[:offset]``."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Slice):
        return None
    bounds = node.slice
    from_start = bounds.lower is None or constant_int(bounds.lower) == 0
    return bounds.upper if from_start and bounds.step is None and isinstance(node.ctx, ast.Load) else None


def _question(code: FunctionCode, part: ast.expr) -> tuple[ast.expr, str, str] | None:
    """What is asked of the part of a text, with the character."""
    parent = code.parent(part)
    if code.builtin_call(parent, "len", 1):
        assert isinstance(parent, ast.Call)
        return parent, "length", ""
    if not isinstance(parent, ast.Attribute):
        return None
    call = code.parent(parent)
    if not isinstance(call, ast.Call) or call.func is not parent or call.keywords or not call.args:
        return None
    letter, method = _letter(call.args[0]), parent.attr
    if not letter:
        return None
    if len(call.args) == 1 and method in ("count", "rfind"):
        return call, "count" if method == "count" else "last", letter
    above = code.parent(call)
    if len(call.args) == 1 and method == "split" and code.builtin_call(above, "len", 1):
        assert isinstance(above, ast.Call)
        return above, "parts", letter
    takes = isinstance(above, ast.Subscript) and above.value is call and isinstance(above.ctx, ast.Load)
    if not takes:
        return None
    assert isinstance(above, ast.Subscript)
    at = constant_int(above.slice)
    splits = method in ("split", "rsplit") and len(call.args) == 1 and at == -1
    once = method == "rsplit" and len(call.args) == 2 and constant_int(call.args[1]) == 1 and at == -1
    if splits or once or (method == "rpartition" and len(call.args) == 1 and at in (2, -1)):
        return above, "tail", letter
    return None


def _letter(node: ast.expr) -> str:
    """The one character that a literal holds, else nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) == 1 else ""


# -- the sign of an offset ----------------------------------------------------------------------------------------


def _natural(code: FunctionCode, node: ast.expr, assumed: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether a number is surely not negative, as far as the code shows.

    A name that is followed back to itself is taken not to be negative: all that may be done to it here keeps it so.
    """
    number = constant_int(node)
    if number is not None:
        return number >= 0
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult | ast.FloorDiv):
        return _natural(code, node.left, assumed) and _natural(code, node.right, assumed)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):  # of a match: without a group it cannot be -1
            return node.func.attr in ("start", "end") and not node.args and not node.keywords
        if code.builtin_call(node, "max") is not None:
            return any(_natural(code, argument, assumed) for argument in node.args)
        return code.builtin_call(node, "len", 1) is not None
    if not isinstance(node, ast.Name):
        return False
    if (code.name, node.id) in assumed:
        return True
    comprehension = code.comprehension_of(node)
    if comprehension is not None:
        return _counts(code, node.id, comprehension[1].target, comprehension[1].iter)
    if node.id not in code.local:
        return False
    assumed |= {(code.name, node.id)}
    binders = [name for name in code.uses(node.id).rebinds if isinstance(name, ast.Name)]
    if len(binders) != len(code.uses(node.id).rebinds):
        return False
    given = _given(code, node.id) if node.id in code.parameters else []
    if given is None or not (given or binders):
        return False
    return all(_natural(caller, value, assumed) for caller, value in given) and all(
        _binds_natural(code, binder, assumed) for binder in binders
    )


def _binds_natural(code: FunctionCode, name: ast.Name, assumed: frozenset[tuple[str, str]]) -> bool:
    binder = code.parent(name)
    if isinstance(binder, ast.Tuple):
        whole = code.parent(binder)
        if isinstance(whole, ast.For):
            return _counts(code, name.id, whole.target, whole.iter)
        if not isinstance(whole, ast.Assign) or not isinstance(whole.value, ast.Tuple):
            return False
        if any(isinstance(part, ast.Starred) for part in [*binder.elts, *whole.value.elts]):
            return False
        return whole.targets == [binder] and _natural(code, whole.value.elts[binder.elts.index(name)], assumed)
    if isinstance(binder, ast.For):
        return _counts(code, name.id, binder.target, binder.iter)
    if isinstance(binder, ast.AugAssign):
        return isinstance(binder.op, ast.Add) and _natural(code, binder.value, assumed)
    return isinstance(binder, ast.Assign | ast.NamedExpr) and _natural(code, binder.value, assumed)


def _counts(code: FunctionCode, name: str, target: ast.expr, source: ast.expr) -> bool:
    """Whether a loop counts up from 0 or more in the name."""
    if code.builtin_call(source, "enumerate", 1):
        return isinstance(target, ast.Tuple) and is_name(target.elts[0], name)
    bounds = range_bounds(code, source)
    if bounds is None or not is_name(target, name) or bounds[2] < 0:
        return False
    return bounds[0] is None or (constant_int(bounds[0]) or 0) > 0


def _given(code: FunctionCode, name: str) -> list[tuple[FunctionCode, ast.expr]] | None:
    """What the functions that run hand over for a parameter; None where that cannot be told."""
    if code.outer is not None or "." in code.name or code.name == code.program.target:
        return None
    names = [arg.arg for arg in [*code.node.args.posonlyargs, *code.node.args.args]]
    if name not in names or code.node.args.defaults or code.node.args.vararg:
        return None
    found = []
    for other in code.program.reached:
        caller = code.program.function(other)
        for call in caller.all(ast.Call):
            if not is_name(call.func, code.name):
                continue
            if call.keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
                return None
            if len(call.args) != len(names):
                return None
            found.append((caller, call.args[names.index(name)]))
    return found


# -- the change ---------------------------------------------------------------------------------------------------


def _change(code: FunctionCode, repeat: Repeat | None, questions: Sequence[_Asked], edits: Edits) -> None:
    bisect = edits.need("bisect", "bisect_left")
    letter, text = questions[0].letter, edits.text(questions[0].text, need=8)
    places = code.fresh("newlines" if letter == "\n" else "places")
    if repeat is not None:
        assert repeat.statement is not None
        edits.insert_before(repeat.statement, f"{places} = {_made(letter, text, edits)}")
    else:
        places = _remembered(code, letter, text, questions, edits)
    known = _named(code, questions)
    ends = _ends(code, questions, edits)
    below: dict[tuple[ast.stmt, str], str] = {}
    for asked in questions:
        end = ends.get(asked.held)
        offset = end or _offset(code, asked, edits)
        if asked.kind == "length":
            edits.replace(asked.node, offset)
            continue
        found = f"{bisect}({places}, {offset})"
        before = f"{found} - 1"
        named = next((name for name, other in known if _follows(code, name, other, asked)), None)
        if named is not None:
            found = before = named[0]
            if named[1]:
                before = f"{found} - 1"
            else:
                found = f"{before} + 1"
        else:
            statement = code.statement(asked.node)
            key = statement, ast.dump(asked.offset)
            if key not in below and _twice(code, asked, questions):
                below[key] = code.fresh("below", *below.values())
                edits.insert_before(statement, f"{below[key]} = {found}")
            if key in below:
                found, before = below[key], f"{below[key]} - 1"
        if asked.kind == "count":
            more = code.parent(asked.node)
            if _one_more(code, asked.node) is not None:
                assert isinstance(more, ast.BinOp)
                edits.replace(more, found)
            else:
                edits.replace(asked.node, before)
        elif asked.kind == "parts":
            edits.replace(asked.node, found)
        elif asked.kind == "last":
            edits.replace(asked.node, f"{places}[{before}]")
        else:
            edits.replace(asked.node, f"{text}[{places}[{before}] + 1:{end or edits.text(asked.offset)}]")


def _ends(code: FunctionCode, questions: Sequence[_Asked], edits: Edits) -> dict[ast.Assign | None, str]:
    """Put where it ends in place of each part that has a name; the names for these."""
    ends: dict[ast.Assign | None, str] = {}
    for held in {asked.held: None for asked in questions if asked.held is not None}:
        asked = [other for other in questions if other.held is held]
        offset, text = edits.text(asked[0].offset), edits.text(asked[0].text)
        natural = _natural(code, asked[0].offset)
        if natural and all(other.kind != "length" for other in asked):
            edits.remove(held)
            continue
        ends[held] = code.fresh("end", *ends.values())
        place = f"min({offset}, len({text}))" if natural else f"slice({offset}).indices(len({text}))[1]"
        edits.replace_statement(held, f"{ends[held]} = {place}")
    return ends


def _made(letter: str, text: str, edits: Edits) -> str:
    pattern = f"\\{letter}" if letter in _SPECIAL else letter
    literal = repr(pattern) if '"' in pattern else '"' + repr(pattern)[1:-1].replace("\\'", "'") + '"'
    if letter in _SPECIAL:
        literal = f'r"{pattern}"'
    return f"[-1] + [hit.start() for hit in {edits.need('re', 'finditer')}({literal}, {text})]"


def _remembered(code: FunctionCode, letter: str, text: str, questions: Sequence[_Asked], edits: Edits) -> str:
    """The places as a function of the module keeps them, under a name of their own where several ask for them."""
    places = _made(letter, "text", edits).replace("{", "{{").replace("}", "}}")
    made = _HELPER.format(cache=edits.need("functools", "lru_cache"), most=_MOST_TEXTS, places=places)
    word = "newlines" if letter == "\n" else "places"
    called = f"{helper(code, f'_{word}', made, edits)}({text})"
    first = code.statement(questions[0].node)
    block, start = code.block(first)
    inside = set(descend(*block[start:]))
    fixed = not loaded(questions[0].text) & stored(*block[start:])
    several = sum(asked.kind != "length" for asked in questions) > 1
    in_front = not isinstance(first, ast.While) and not code.text.is_elif(first)
    if several and fixed and in_front and all(asked.node in inside for asked in questions):
        name = code.fresh(word)
        edits.insert_before(first, f"{name} = {called}")
        return name
    return called


def _offset(code: FunctionCode, asked: _Asked, edits: Edits) -> str:
    """The offset as a place from the start of the text; beyond the end it may stay."""
    if _natural(code, asked.offset):
        return edits.text(asked.offset)
    offset, text = edits.text(asked.offset), edits.text(asked.text)
    if isinstance(asked.offset, ast.Name | ast.Attribute):
        return f"{offset} if {offset} >= 0 else max({offset} + len({text}), 0)"
    return f"slice({offset}).indices(len({text}))[1]"


def _one_more(code: FunctionCode, node: ast.expr) -> ast.BinOp | None:
    """``node + 1`` around a node."""
    parent = code.parent(node)
    if not isinstance(parent, ast.BinOp) or not isinstance(parent.op, ast.Add):
        return None
    other = parent.right if parent.left is node else parent.left
    return parent if constant_int(other) == 1 else None


def _named(code: FunctionCode, questions: Sequence[_Asked]) -> list[tuple[tuple[str, bool], _Asked]]:
    """Names that hold how many there are, or one more, with the question."""
    found = []
    for asked in questions:
        more = _one_more(code, asked.node) if asked.kind == "count" else None
        assign = code.parent(more or asked.node)
        held = match("@name = $count", assign) if asked.kind in ("count", "parts") else None
        if held is not None and held.name("name") not in loaded(asked.offset, asked.text):
            found.append(((held.name("name"), more is not None or asked.kind == "parts"), asked))
    return found


def _follows(code: FunctionCode, named: tuple[str, bool], known: _Asked, asked: _Asked) -> bool:
    """Whether a question is asked again behind the statement that gives its answer a name."""
    if asked is known or not equal(asked.offset, known.offset):
        return False
    statement, asking = code.statement(known.node), code.statement(asked.node)
    after = code.after(statement)
    place = next((place for place, other in enumerate(after) if asking in descend(other)), None)
    if place is None:
        return False
    between = after[:place] if after[place] is asking and isinstance(asking, ast.Assign) else after[: place + 1]
    return not stored(*between) & {named[0], *loaded(asked.offset, asked.text)}


def _twice(code: FunctionCode, asked: _Asked, questions: Sequence[_Asked]) -> bool:
    """Whether one plain statement asks at the same offset more than once, whatever else happens."""
    statement = code.statement(asked.node)
    if not isinstance(statement, ast.Assign | ast.Return | ast.Expr | ast.AugAssign | ast.AnnAssign):
        return False
    same = [
        other
        for other in questions
        if other.kind != "length" and code.statement(other.node) is statement and equal(other.offset, asked.offset)
    ]
    above = [parent for other in same for parent in code.ancestors(other.node) if isinstance(parent, _CONDITIONAL)]
    return len(same) > 1 and not above
