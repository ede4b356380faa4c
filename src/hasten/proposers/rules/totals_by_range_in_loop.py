"""Counting or adding up, again and again, the elements on one side of a bound.

Finds:
    Inside a loop, a pass over a collection that stays the same, which only counts elements or adds up something of them
    under conditions that compare a key of the element with a value of the turn: ``row.day <= day``,
    ``begin <= moment < end``, with ``row.account == account`` beside them, in ``if`` chains and behind guards.

Slow because:
    Every turn goes through all elements: O(n * m). In sorted keys a bisection finds how many are below the bound, and
    sums up to each place give the total: O((n + m) log n). Elements with ``begin <= moment < end`` are those that have
    begun less those that have ended.

Unsafe when:
    The keys have no total order (NaN); sums of floats are added in another order.

Example:
    Before::

        for moment in moments:
            running = 0
            for begin, end in jobs:
                if begin <= moment < end:
                    running += 1
            out.append(running)

    After::

        begins, ends = [], []
        for begin, end in jobs:
            if begin < end:
                begins.append(begin)
                ends.append(end)
        begins.sort()
        ends.sort()
        for moment in moments:
            running = 0
            running += bisect_right(begins, moment) - bisect_right(ends, moment)
            out.append(running)

Source:
    Prefix sums over sorted keys; the counting of events in sweep line algorithms.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from hasten.code.edits import EditConflict, Edits, tuple_of
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, outermost_invariant, repeats_around
from hasten.code.match import renamed
from hasten.code.naming import noun
from hasten.code.scopes import loaded, stored, target_names
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._addends import addends
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._leaves import Atom, Leaf, leaves, of_tests

GROWTH = ("O(n^2)", "O(n log n)")


@dataclass(frozen=True)
class _Column:
    """The keys of some elements, sorted, with the sums of their weights where those are not 1.

    Attributes:
        key: The key.
        weight: What is added for an element; None where elements are counted.
        tests: Tests of the element alone, as code.
        groups: Keys by which the elements are held apart.
    """

    key: str
    weight: str | None
    tests: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class _Term:
    """What one column contributes: the elements below a bound, or between two, or at least at one."""

    factor: int
    column: _Column
    word: str
    wanted: tuple[ast.expr, ...]
    upper: tuple[str, ast.expr] | None
    lower: tuple[str, ast.expr] | None


@dataclass(frozen=True)
class _Pass:
    """A pass over the collection with all its counters."""

    node: ast.For | ast.expr
    target: ast.expr
    source: ast.expr
    setups: tuple[ast.stmt, ...]
    terms: dict[str, list[_Term]] = field(hash=False)
    front: ast.stmt
    integers: bool


def find(code: FunctionCode) -> Iterator[Finding]:
    """Loops, then expressions."""
    for loop in code.all(ast.For):
        if loop.orelse or not repeats_around(code, loop):
            continue
        body = leaves(code, loop.body)
        if body is None or any(
            code.live_after(name, loop) for name in [*target_names(loop.target), *stored(*body.setups)]
        ):
            continue
        found = _pass(code, loop, loop.target, loop.iter, body.setups, body.leaves)
        if found is not None:
            yield _finding(code, found)
    for call in code.all(ast.Call):
        inner = _totalled(code, call)
        if inner is None or len(inner.generators) != 1 or not repeats_around(code, call):
            continue
        generator = inner.generators[0]
        weight = inner.elt if code.builtin_call(call, "sum") else ast.Constant(1)
        leaf = of_tests(generator.ifs, "", weight)
        found = _pass(code, call, generator.target, generator.iter, (), (leaf,)) if leaf is not None else None
        if found is not None:
            yield _finding(code, found)


def _finding(code: FunctionCode, found: _Pass) -> Finding:
    text = (
        f"every turn goes through all of {ast.unparse(found.source)} to count or add up those on one side of a bound; "
        "bisection in sorted keys finds the total"
    )
    return Finding(found.node, text, partial(_change, code, found), GROWTH, ahead=True, integers=found.integers)


def _totalled(code: FunctionCode, call: ast.Call) -> ast.GeneratorExp | ast.ListComp | None:
    """``sum(... for ...)`` or ``len([... for ...])`` with a condition."""
    arguments = code.builtin_call(call, "sum", 1) or code.builtin_call(call, "len", 1)
    inner = arguments[0] if arguments else None
    return inner if isinstance(inner, ast.GeneratorExp | ast.ListComp) and inner.generators[0].ifs else None


def _pass(
    code: FunctionCode,
    node: ast.For | ast.expr,
    target: ast.expr,
    source: ast.expr,
    setups: tuple[ast.stmt, ...],
    found: Sequence[Leaf],
) -> _Pass | None:
    names = set(target_names(target)) | stored(*setups)
    counters = {leaf.counter for leaf in found}
    terms: dict[str, list[_Term]] = {}
    outside: list[ast.expr] = [source, *_read(setups)]
    if "abs" in loaded(node) and not code.is_builtin("abs"):
        return None
    moving = {name for repeat in repeats_around(code, node) for name in stored(*repeat.region)} - names
    solved = [_solved(code, leaf, names, moving) for leaf in found]
    for leaf in solved:
        parts = _terms(code, leaf, names, outside)
        if parts is None:
            return None
        terms.setdefault(leaf.counter, []).extend(parts)
    every = [term for part in terms.values() for term in part]
    wanted = [w for t in every for w in [*t.wanted, *(bound[1] for bound in (t.upper, t.lower) if bound is not None)]]
    if not any(term.upper or term.lower for term in every) or any(counters & loaded(part) for part in wanted):
        return None
    front = _front(code, node, outside, names, wanted)
    if front is None:
        return None
    # Where sides were taken apart, whole numbers alone compare as before.
    apart = any(new is not old for new, old in zip(solved, found, strict=True))
    return _Pass(node, target, source, setups, terms, front, apart)


def _read(setups: Sequence[ast.stmt]) -> Iterator[ast.expr]:
    """What assignments are made from, conditions around them included."""
    for setup in setups:
        for node in descend(setup):
            if isinstance(node, ast.Assign):
                yield node.value
            elif isinstance(node, ast.If):
                yield node.test


def _solved(code: FunctionCode, leaf: Leaf, names: set[str], moving: set[str]) -> Leaf:
    """The leaf with all comparisons of sums brought into a form with the element on one side."""
    atoms = tuple(_apart(code, atom, names, moving) for atom in leaf.atoms)
    return leaf if all(new is old for new, old in zip(atoms, leaf.atoms, strict=True)) else replace(leaf, atoms=atoms)


def _apart(code: FunctionCode, atom: Atom, names: set[str], moving: set[str]) -> Atom:
    """``a - b <= c`` with the element on both sides of a sign as ``a <= b + c``; the atom itself where it need not."""
    if atom.left is None or atom.right is None or atom.operator not in (ast.Lt, ast.LtE):
        return atom
    if not any(names & loaded(side) and moving & loaded(side) for side in (atom.left, atom.right)):
        return atom
    if not all(only(code.type_of(side), "int", "bool", "any") for side in (atom.left, atom.right)):
        return atom
    terms = [*addends(atom.left, 1), *addends(atom.right, -1)]
    own = [(term, sign) for term, sign in terms if names & loaded(term)]
    others = [(term, -sign) for term, sign in terms if not names & loaded(term)]
    if any(moving & loaded(term) for term, _ in own):
        return atom
    if all(sign < 0 for _, sign in own):
        return Atom(_sum([(t, -sign) for t, sign in others]), atom.operator, _sum([(t, -sign) for t, sign in own]))
    return Atom(_sum(own), atom.operator, _sum(others))


def _sum(terms: Sequence[tuple[ast.expr, int]]) -> ast.expr:
    """The sum of some terms with their signs, those that are added first."""
    total: ast.expr | None = None
    for term, sign in sorted(terms, key=lambda item: -item[1]):
        if total is None:
            total = term if sign > 0 else ast.UnaryOp(ast.USub(), term)
        else:
            total = ast.BinOp(total, ast.Add() if sign > 0 else ast.Sub(), term)
    return total if total is not None else ast.Constant(0)


def _front(
    code: FunctionCode, node: ast.AST, outside: Sequence[ast.expr], names: set[str], wanted: Sequence[ast.expr]
) -> ast.stmt | None:
    """The statement in front of the outermost loop in which the elements and their keys stay the same."""
    fixed = [
        inner
        for part in outside
        for inner in ast.walk(part)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id not in names
    ]
    best = outermost_invariant(code, outside[0], node, fixed=fixed, moving=wanted)
    return best.statement if best is not None and all(code.pure(value) for value in wanted) else None


def _terms(code: FunctionCode, leaf: Leaf, names: set[str], outside: list[ast.expr]) -> list[_Term] | None:
    """What a counter gets, by column; None where the tests are of another form."""
    tests: list[str] = []
    groups: list[ast.expr] = []
    wanted: list[ast.expr] = []
    bounds: list[tuple[ast.expr, bool, bool, ast.expr]] = []  # key, whether it is the smaller side, strict, limit
    for atom in leaf.atoms:
        inside = [bool(names & loaded(part)) for part in atom.parts]
        if any(inside):
            inside = [known or isinstance(part, ast.Constant) for known, part in zip(inside, atom.parts, strict=True)]
        if atom.other is not None or all(inside):
            if not any(inside):
                return None
            tests.append(atom.text)
            outside += atom.parts
            continue
        if not any(inside) or not _split(atom, inside[0], groups, wanted, bounds):
            return None
    outside += [*groups, *(key for key, *_ in bounds), leaf.weight]
    factor = constant_int(leaf.weight)
    if factor is None and not only(code.type_of(leaf.weight), "int", "bool", "any"):
        return None
    weight = ast.unparse(leaf.weight) if factor is None else None
    sides = tuple(ast.unparse(group) for group in groups)

    def term(sign: int, key: ast.expr, extra: Sequence[str], upper: object = None, lower: object = None) -> _Term:
        column = _Column(ast.unparse(key), weight, tuple(dict.fromkeys([*tests, *extra])), sides)
        word = noun(key, "key") if isinstance(key, ast.Name) or noun(key, "key") not in names else "key"
        return _Term(sign * leaf.sign * (factor or 1), column, word, tuple(wanted), upper, lower)  # type: ignore[arg-type]

    if not bounds and groups:
        return [term(1, groups[0], ())]
    if len(bounds) == 1:
        key, smaller, strict, limit = bounds[0]
        side = _side(smaller, strict), limit
        return [term(1, key, (), side if smaller else None, None if smaller else side)]
    if len(bounds) != 2 or bounds[0][1] == bounds[1][1]:
        return None
    (low_key, _, low_strict, low), (high_key, _, high_strict, high) = sorted(bounds, key=lambda bound: not bound[1])
    if ast.dump(low_key) == ast.dump(high_key):
        # key <= low and high <= key: between two bounds
        return [term(1, low_key, (), (_side(True, low_strict), low), (_side(False, high_strict), high))]
    if ast.dump(low) != ast.dump(high):
        return None
    # low_key <= moment < high_key: those that have begun, less those that have ended
    both = Atom(low_key, ast.Lt if low_strict or high_strict else ast.LtE, high_key).text
    return [
        term(1, low_key, [both], (_side(True, low_strict), low)),
        term(-1, high_key, [both], (_side(True, not high_strict), high)),
    ]


def _split(
    atom: Atom,
    left_inside: bool,
    groups: list[ast.expr],
    wanted: list[ast.expr],
    bounds: list[tuple[ast.expr, bool, bool, ast.expr]],
) -> bool:
    """Sort one comparison of an element with a value of the turn; False where it is neither order nor equality."""
    assert atom.left is not None and atom.right is not None
    key, value = (atom.left, atom.right) if left_inside else (atom.right, atom.left)
    if atom.operator is ast.Eq:
        groups.append(key)
        wanted.append(value)
        return True
    if atom.operator is ast.NotEq:
        return False
    bounds.append((key, left_inside, atom.operator is ast.Lt, value))
    return True


def _side(smaller: bool, strict: bool) -> str:
    """Which bisection gives the number of keys on the lower side of the bound."""
    return "bisect_left" if smaller == strict else "bisect_right"


def _change(code: FunctionCode, found: _Pass, edits: Edits) -> None:
    every = [term for terms in found.terms.values() for term in terms]
    names: dict[_Column, str] = {}
    for term in sorted(every, key=lambda term: term.column.weight is None):
        if _kept_in(term.column, names) is None:
            names[term.column] = code.fresh(_column_name(term, noun(found.source)), *names.values())
    anew: dict[str, str] = {}
    if not isinstance(found.node, ast.For):
        # What a comprehension binds is its own; the loop that is made of it must not bind a name of the function.
        for name in target_names(found.target):
            if name in code.local:
                anew[name] = code.fresh(name, *names.values(), *anew.values())
    edits.insert_before(found.front, _build(code, found, names, anew, edits))
    lines: list[str] = []
    totals = {counter: _total(code, terms, names, lines, edits) for counter, terms in found.terms.items()}
    if isinstance(found.node, ast.For):
        lines += [f"{counter} += {text}" for counter, text in totals.items()]
        edits.replace_statement(found.node, "\n".join(lines))
        return
    if lines:
        if any(not isinstance(repeat.node, ast.For | ast.While) for repeat in repeats_around(code, found.node)[:1]):
            raise EditConflict("no place for statements inside a comprehension")
        edits.insert_before(code.statement(found.node), "\n".join(lines))
    edits.replace(found.node, next(iter(totals.values())))


def _kept_in(column: _Column, names: dict[_Column, str]) -> _Column | None:
    """The column that holds the same keys: for counts, one with weights serves as well."""
    for other in names:
        same = (column.key, column.tests, column.groups) == (other.key, other.tests, other.groups)
        if same and column.weight in (None, other.weight):
            return other
    return None


def _column_name(term: _Term, source: str) -> str:
    word = term.word if term.word.endswith("s") else f"{term.word}{'_keys' if len(term.word) == 1 else 's'}"
    if word == source:
        word = f"{word}_sorted"
    return f"{word}_by_group" if term.column.groups else word


def _build(code: FunctionCode, found: _Pass, names: dict[_Column, str], anew: Mapping[str, str], edits: Edits) -> str:
    """Statements that fill the columns, sort them and add up the weights; ``anew`` has new names of elements."""

    def told(text: str) -> str:
        return ast.unparse(renamed(ast.parse(text, mode="eval").body, anew)) if anew else text

    lines = [f"{name} = {'{}' if column.groups else '[]'}" for column, name in names.items()]
    target = edits.text(found.target, need=0)
    target = told(target).strip("()") if anew else target
    lines.append(f"for {target} in {edits.text(found.source, need=0)}:")
    for setup in found.setups:
        lines += ["    " + line for line in edits.block([setup], comments=False).split("\n")]
    for tests in dict.fromkeys(column.tests for column in names):
        indent = "        " if tests else "    "
        if tests:
            lines.append(f"    if {' and '.join(map(told, tests))}:")
        for column, name in names.items():
            if column.tests == tests:
                put = told(column.key) if column.weight is None else f"({told(column.key)}, {told(column.weight)})"
                lines.append(f"{indent}{name}{_group(column, told)}.append({put})")
    part, group = (code.fresh(word, *names.values()) for word in ("part", "group"))
    for column, name in names.items():
        if column.groups:
            lines += [f"for {group}, {part} in {name}.items():", f"    {part}.sort()"]
            lines += _summed(part, f"{name}[{group}]", edits) if column.weight is not None else []
        else:
            lines.append(f"{name}.sort()")
            lines += _summed(name, "", edits) if column.weight is not None else []
    return "\n".join(lines)


def _group(column: _Column, told: Callable[[str], str]) -> str:
    if not column.groups:
        return ""
    groups = list(map(told, column.groups))
    key = tuple_of(groups)
    return f".setdefault({key}, [])"


def _summed(name: str, into: str, edits: Edits) -> list[str]:
    """Pairs of key and weight become the keys, and the sums up to each place."""
    accumulate = edits.need("itertools", "accumulate")
    keys, sums = f"[key for key, _ in {name}]", f"[0, *{accumulate}(weight for _, weight in {name})]"
    if into:
        return [f"    {into} = {keys}, {sums}"]
    return [f"{name}_sums = {sums}", f"{name} = {keys}"]


def _total(
    code: FunctionCode, terms: Sequence[_Term], names: dict[_Column, str], lines: list[str], edits: Edits
) -> str:
    text = ""
    for term in terms:
        value = _value(code, term, names, lines, edits)
        if " - " in value and not value.endswith(", 0)") and (len(terms) > 1 or term.factor != 1):
            value = f"({value})"
        if abs(term.factor) != 1:
            value = f"{abs(term.factor)} * {value}"
        if text:
            text = f"{text} {'+' if term.factor > 0 else '-'} {value}"
        else:
            text = value if term.factor > 0 else f"-{value}"
    return text


def _value(code: FunctionCode, term: _Term, names: dict[_Column, str], lines: list[str], edits: Edits) -> str:
    """The text of the number, or sum, of the elements of one column within the bounds."""
    column = term.column
    held = _kept_in(column, names)
    assert held is not None
    keys = name = names[held]
    sums = f"{name}_sums"
    if column.groups:
        looked = [edits.text(part) for part in term.wanted]
        key = tuple_of(looked)
        keys = code.fresh(f"own_{name.removesuffix('_by_group')}")
        sums = f"{keys}_sums"
        line = f"{keys} = {name}.get({key}, ())"
        if held.weight is not None:
            line = f"{keys}, {sums} = {name}.get({key}, ((), (0,)))"
        if line not in lines:
            lines.append(line)

    def place(bound: tuple[str, ast.expr]) -> str:
        return f"{edits.need('bisect', bound[0])}({keys}, {edits.text(bound[1])})"

    upper = place(term.upper) if term.upper else ""
    lower = place(term.lower) if term.lower else ""
    if not upper and not lower:
        return f"len({keys})" if column.weight is None else f"{sums}[-1]"
    if column.weight is None:
        if upper and lower:
            return f"max({upper} - {lower}, 0)"
        return upper or f"len({keys}) - {lower}"
    if upper and lower:
        return f"{sums}[max({upper}, {lower})] - {sums}[{lower}]"
    return f"{sums}[{upper}]" if upper else f"{sums}[-1] - {sums}[{lower}]"
