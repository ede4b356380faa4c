"""A part of a sequence that grows by one element a turn, and is gone through from its start every time.

Finds:
    In a loop over ``j``, something made of ``xs[i:j]`` or ``xs[i:j + 1]`` where the start stays the same: the
    ``set``, ``max``, ``min``, ``sum``, ``math.prod``, ``Counter`` or ``sorted`` of it, ``math.gcd`` over it, how often
    something is ``count``\\ ed in it, ``all`` or ``any`` of its elements; also under a name
    (``window = xs[i:j + 1]``), and as a loop over it, by element or by index, that keeps some values.

Slow because:
    With n starts and n ends that is O(n^3). The part of the next turn is that of this one and a single element, so that
    what is known of it need only be brought up to date: O(n^2).

Unsafe when:
    The part reaches over the end of the sequence. The largest of floats with NaN depends on where they stand.

Example:
    Before::

        for i in range(len(xs)):
            for j in range(i, len(xs)):
                if len(set(xs[i:j + 1])) <= k:
                    count += 1

    After::

        for i in range(len(xs)):
            seen = set()
            for j in range(i, len(xs)):
                seen.add(xs[j])
                if len(seen) <= k:
                    count += 1

Source:
    Finite differencing (Paige and Koenig, Finite differencing of computable expressions, 1982).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from hasten.code.comparisons import MIRRORED, ORDERING, behind
from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.linear import linear, number, plus, scaled
from hasten.code.loops import constant_int, has_own, jumps_out, range_bounds, repeats_around
from hasten.code.match import match, with_values
from hasten.code.naming import noun
from hasten.code.scopes import COMPREHENSIONS, loaded, stored
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._windows import with_item

GROWTH = ("O(n^3)", "O(n^2)")
_SEQUENCES = ("list", "tuple", "str", "bytes", "any", "sequence")
_LEAVING = (
    ast.Break, ast.Continue, ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr,
)  # fmt: skip
_OWN_SCOPE = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class _Part:
    """A part that grows with a loop.

    Attributes:
        sequence: What it is a part of.
        low: Its first position.
        high: The position behind its last one.
        newest: The element that a turn adds, as code.
        first: The part of one element that is there before the first turn adds one, as code; "" where there is none.
        late: Whether the element of a turn is in the part of the next turn only.
        guard: The test for there being one, as code, or "".
    """

    sequence: ast.expr
    low: str
    high: str
    newest: str
    first: str = ""
    late: bool = False
    guard: str = ""


@dataclass
class _State:
    """What is kept of a part from turn to turn.

    Attributes:
        part: The part.
        start: Lines in front of the loop.
        step: Lines that add an element, for which ``\\x00`` stands.
        places: What is replaced, and by what.
        gone: Statements that are not needed any more.
        imports: Modules and names that the lines need.
        stays: The statement in whose place the step goes; None: all steps stand together.
    """

    part: _Part
    start: list[str]
    step: list[str]
    places: dict[ast.expr, str] = field(default_factory=dict)
    gone: list[ast.stmt] = field(default_factory=list)
    imports: list[tuple[str, str]] = field(default_factory=list)
    stays: ast.stmt | None = None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Everything that is made of growing parts in one loop makes one finding."""
    for loop in code.all(ast.For):
        if code.in_nested_function(loop) or not isinstance(loop.target, ast.Name):
            continue
        bounds = range_bounds(code, loop.iter)
        if bounds is None or bounds[2] != 1 or loop.target.id in stored(*loop.body):
            continue
        look = _Look(code, loop, loop.target.id, bounds[0] or ast.Constant(0), bounds[1])
        look.everything()
        if look.states:
            text = f"a part of {noun(look.states[0].part.sequence)} grows by an element a turn; "
            text += "what is known of the shorter part need only be brought up to date"
            growth = GROWTH if repeats_around(code, loop) else ("O(n^2)", "O(n)")
            yield Finding(loop, text, partial(_change, code, look), growth, ahead=True)


class _Look:
    """What a loop makes of growing parts."""

    def __init__(self, code: FunctionCode, loop: ast.For, index: str, start: ast.expr, stop: ast.expr) -> None:
        self.code, self.loop, self.index, self.start, self.stop = code, loop, index, start, stop
        self.states: list[_State] = []
        self.named: dict[str, tuple[ast.Assign, _Part]] = {}
        self.taken: set[str] = set()
        self._known: dict[tuple[str, ...], tuple[_State, str]] = {}

    def everything(self) -> None:
        """Find the parts, then what is made of them."""
        parts: dict[ast.expr, _Part] = {}
        for node in descend(*self.loop.body):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and self._near(node):
                part = self._sliced(node)
                if part is not None:
                    parts[node] = part
                    self._name(node, part)
        for name, (_, part) in self.named.items():
            for node in self.code.uses(name, *self.loop.body).reads:
                if self._near(node):
                    parts[node] = part
        for node, part in parts.items():
            self._made_of(node, part)
        for statement in self.loop.body:
            if isinstance(statement, ast.For):
                self._walked(statement, parts)
        for comprehension in descend(*self.loop.body):
            if isinstance(comprehension, ast.GeneratorExp | ast.ListComp) and len(comprehension.generators) == 1:
                self._by_index(comprehension)
        if any(state.part.late for state in self.states) and has_own(self.loop, ast.Continue):
            self.states = []

    # -- parts ----------------------------------------------------------------------------------------------------

    def _near(self, node: ast.AST) -> bool:
        """Whether it is evaluated in the loop itself, not in a function inside it."""
        for parent in self.code.ancestors(node):
            if parent is self.loop:
                return True
            if isinstance(parent, _OWN_SCOPE):
                return False
        return False

    def _sliced(self, node: ast.Subscript) -> _Part | None:
        cut = node.slice
        assert isinstance(cut, ast.Slice)
        if cut.step is not None or cut.upper is None or not isinstance(node.ctx, ast.Load):
            return None
        return self._part(node.value, cut.lower or ast.Constant(0), cut.upper)

    def _part(self, sequence: ast.expr, low: ast.expr, high: ast.expr) -> _Part | None:
        code, region = self.code, (self.loop.target, *self.loop.body)
        if not only(code.type_of(sequence), *_SEQUENCES) or not code.pure(sequence):
            return None
        if not code.invariant(sequence, *region):
            return None
        reach = self._reach(low, high)
        if reach is None:
            return None
        place, held = reach
        text = ast.unparse(sequence)
        newest = f"{text}[{place}]"
        late = held == -1
        over = number(plus(plus(linear(code, self.stop), linear(code, high)), {self.index: -1, f"len({text})": -1}))
        guard = f"{place} < len({text})" if late and over is not None and over > 0 else ""
        first_place = constant_int(low)
        behind = ast.BinOp(low, ast.Add(), ast.Constant(1)) if first_place is None else ast.Constant(first_place + 1)
        bounds = ast.Slice(low if first_place != 0 else None, behind)
        first = ast.unparse(ast.Subscript(sequence, bounds, ast.Load())) if held == 1 else ""
        return _Part(sequence, ast.unparse(low), ast.unparse(high), newest, first, late, guard)

    def _reach(self, low: ast.expr, high: ast.expr) -> tuple[str, int] | None:
        """The place that a turn adds to those from low up to high, and how many there are before the first turn."""
        if not self.code.invariant(low, self.loop.target, *self.loop.body) or not self.code.pure(low):
            return None
        ahead = number(plus(linear(self.code, high), {self.index: -1}))
        before = number(plus(linear(self.code, self.start), scaled(linear(self.code, low), -1)))
        if ahead not in (0, 1) or before is None or before + ahead - 1 not in (-1, 0, 1):
            return None
        held = before + ahead - 1
        # Where none is there yet, the first comes with the next turn.
        beyond = ahead - (held != -1)
        return (f"{self.index} {'+' if beyond > 0 else '-'} 1" if beyond else self.index), held

    def _name(self, node: ast.Subscript, part: _Part) -> None:
        """Note a part that gets a name in the loop, at its top level."""
        statement = self.code.parent(node)
        if not isinstance(statement, ast.Assign) or statement not in self.loop.body or len(statement.targets) != 1:
            return
        target = statement.targets[0]
        if not isinstance(target, ast.Name) or len(self.code.uses(target.id).rebinds) != 1:
            return
        if not self.code.live_after(target.id, self.loop) and self._before(statement, target.id):
            self.named[target.id] = statement, part

    def _before(self, statement: ast.stmt, name: str) -> bool:
        """Whether nothing of the loop in front of a statement reads a name."""
        place = self.loop.body.index(statement)
        return name not in loaded(*self.loop.body[:place])

    # -- what is made of a part -------------------------------------------------------------------------------------

    def _made_of(self, node: ast.expr, part: _Part) -> None:
        parent = self.code.parent(node)
        if isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords:
            self._called(parent, part)
        elif isinstance(parent, ast.Call) and len(parent.args) == 2 and parent.args[1] is node and not parent.keywords:
            if self.code.purity.module_member(parent.func) == ("functools", "reduce"):
                self._reduced(parent, parent.args[0], part, alone=True)
        elif isinstance(parent, ast.Starred):
            call = self.code.parent(parent)
            if isinstance(call, ast.Call) and call.args == [parent] and not call.keywords:
                self._reduced(call, call.func, part)
        elif isinstance(parent, ast.Attribute):
            call = self.code.parent(parent)
            if isinstance(call, ast.Call) and call.func is parent and parent.attr == "count" and len(call.args) == 1:
                self._counted(call, part)
        elif isinstance(parent, ast.comprehension):
            whole = self.code.parent(parent)
            if isinstance(whole, ast.GeneratorExp | ast.ListComp) and len(whole.generators) == 1:
                target, above = parent.target, self.code.parent(whole)
                if isinstance(target, ast.Name) and isinstance(above, ast.Call) and above.args == [whole]:
                    self._asked(above, whole, whole.elt, target.id, part)

    def _called(self, call: ast.Call, part: _Part) -> None:
        code = self.code
        member = code.purity.module_member(call.func)
        plain = call.func.id if isinstance(call.func, ast.Name) and code.is_builtin(call.func.id) else ""
        if plain in ("max", "min", "sum"):
            self._folded(call, plain, "\x00", part)
        elif member == ("math", "prod"):
            self._keep(call, part, "product", "product", ["\x01 = 1"], ["\x01 *= \x00"])
        elif plain == "set" and self._looked_at(call):
            self._keep(call, part, "set", "seen", ["\x01 = set()"], ["\x01.add(\x00)"])
        elif member == ("collections", "Counter") and self._looked_at(call):
            counter = ast.unparse(call.func)
            self._keep(call, part, "counter", "counts", [f"\x01 = {counter}()"], ["\x01[\x00] += 1"])
        elif plain == "sorted" and self._looked_at(call):
            state = self._keep(call, part, "sorted", "in_order", ["\x01 = []"], ["insort(\x01, \x00)"])
            state.imports.append(("bisect", "insort"))

    def _folded(self, place: ast.expr, function: str, element: str, part: _Part) -> None:
        """``max``, ``min`` or ``sum`` of what is made of the elements."""
        if function == "sum":
            self._keep(place, part, f"sum {element}", "total", ["\x01 = 0"], [f"\x01 += {element}"])
        else:
            self._extreme(place, function, element, part)

    def _extreme(self, place: ast.expr, function: str, element: str, part: _Part, compared: str = "") -> None:
        word, sign = ("highest", ">") if function == "max" else ("lowest", "<")
        step = [f"if \x01 is None or {element} {sign} \x01:", f"    \x01 = {element}"]
        text = "\x01" + compared
        if compared and part.late:
            # With no element yet, ``all`` is true and ``any`` is not.
            asks_all = (sign == ">") == compared.strip().startswith("<")
            text = "\x01 is None or \x01" if asks_all else "\x01 is not None and \x01"
            text += compared
        self._keep(place, part, f"{function} {element}", word, ["\x01 = None"], step, text)

    def _counted(self, call: ast.Call, part: _Part) -> None:
        value = call.args[0]
        # A text may be counted that is longer than an element.
        single = isinstance(value, ast.Constant) and isinstance(value.value, str) and len(value.value) == 1
        if (single or only(self.code.type_of(part.sequence), "list", "tuple")) and self._fixed(value):
            text = _said(value)
            step = [f"if \x00 == {text}:", "    \x01 += 1"]
            self._keep(call, part, f"count {text}", "matches", ["\x01 = 0"], step)

    def _reduced(self, call: ast.Call, function: ast.expr, part: _Part, *, alone: bool = False) -> None:
        """Divisors and multiples; ``alone``: a single element stays as it is, signs included."""
        if self.code.purity.module_member(function) in (("math", "gcd"), ("math", "lcm")):
            name = ast.unparse(function)
            start = "0" if name.endswith("gcd") else "1"
            step = [f"\x01 = {name}(\x01, \x00)"]
            if alone:
                start, step = "None", [f"\x01 = \x00 if \x01 is None else {name}(\x01, \x00)"]
            wanted = "divisor" if name.endswith("gcd") else "multiple"
            self._keep(call, part, f"{name} {start}", wanted, [f"\x01 = {start}"], step)

    def _asked(
        self, call: ast.Call, whole: ast.GeneratorExp | ast.ListComp, made: ast.expr, element: str, part: _Part
    ) -> None:
        """``all``, ``any``, ``max``, ``min`` or ``sum`` of what is made of each element."""
        function = call.func.id if isinstance(call.func, ast.Name) else ""
        generator = whole.generators[0]
        if call.keywords or generator.ifs or generator.is_async or not self.code.is_builtin(function):
            return
        if function in ("all", "any"):
            self._quantified(call, function, made, element, part)
        elif function in ("max", "min", "sum") and self._fixed(made, element):
            self._folded(call, function, _with_new(made, element), part)

    def _quantified(self, call: ast.Call, function: str, test: ast.expr, element: str, part: _Part) -> None:
        if self._fixed(test, element):
            made = _with_new(test, element)
            name, asked = ("so_far", f"not ({made})") if function == "all" else ("met", made)
            step = [f"if {asked}:", f"    \x01 = {function == 'any'}"]
            self._keep(call, part, f"{function} {made}", name, [f"\x01 = {function == 'all'}"], step)
            return
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not self.code.pure(test):
            return
        # The bound moves, so that the largest or smallest element has to answer.
        left, operator, right = test.left, type(test.ops[0]), test.comparators[0]
        if element in loaded(right):
            left, right, operator = right, left, MIRRORED.get(operator, operator)
        if operator not in ORDERING or element in loaded(right) or not self._fixed(left, element):
            return
        below = operator in (ast.Lt, ast.LtE)
        compared = behind(operator, right)
        extreme = "max" if below is (function == "all") else "min"
        self._extreme(call, extreme, _with_new(left, element), part, compared)

    def _by_index(self, whole: ast.GeneratorExp | ast.ListComp) -> None:
        """``max(xs[t] for t in range(i, j + 1))``: what is made of each element by its place."""
        generator, call = whole.generators[0], self.code.parent(whole)
        if not isinstance(generator.target, ast.Name) or not self._near(whole) or not self.code.pure(whole.elt):
            return
        if not isinstance(call, ast.Call) or call.args != [whole]:
            return
        found = self._range(generator.iter, generator.target.id, whole.elt)
        if found is not None:
            part, spot = found
            made = with_item(whole.elt, spot, _ELEMENT)
            if generator.target.id not in loaded(made):
                self._asked(call, whole, made, _ELEMENT, part)
            return
        bounds = range_bounds(self.code, generator.iter)
        if bounds is not None and bounds[2] == 1:
            numbers = self._numbers(generator.iter, bounds[0] or ast.Constant(0), bounds[1])
            if numbers is not None:
                self._asked(call, whole, whole.elt, generator.target.id, numbers)

    def _range(self, source: ast.expr, index: str, body: ast.expr) -> tuple[_Part, str] | None:
        """The part of the only sequence that is read at the index alone, and how it is read."""
        bounds = range_bounds(self.code, source)
        if bounds is None or bounds[2] != 1:
            return None
        spots = [
            node
            for node in descend(body)
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == index
        ]
        if not spots or len({ast.unparse(spot) for spot in spots}) != 1:
            return None
        part = self._part(spots[0].value, bounds[0] or ast.Constant(0), bounds[1])
        return (part, ast.unparse(spots[0])) if part is not None else None

    def _numbers(self, source: ast.expr, low: ast.expr, high: ast.expr) -> _Part | None:
        """A growing range: what a turn adds is a number."""
        reach = self._reach(low, high)
        if reach is None or reach[1] == 1:
            return None
        newest = reach[0] if reach[0].isidentifier() else f"({reach[0]})"
        return _Part(source, ast.unparse(low), ast.unparse(high), newest, late=reach[1] == -1)

    # -- loops over a part --------------------------------------------------------------------------------------------

    def _walked(self, inner: ast.For, parts: dict[ast.expr, _Part]) -> None:
        """A loop over the part that keeps values which are set right before it."""
        code = self.code
        if inner.orelse or not isinstance(inner.target, ast.Name) or code.live_after(inner.target.id, inner):
            return
        part, by_index = parts.get(inner.iter), False
        if part is None:
            bounds = range_bounds(code, inner.iter)
            if bounds is None or bounds[2] != 1:
                return
            at = [
                node.value
                for node in descend(*inner.body)
                if isinstance(node, ast.Subscript) and inner.target.id in loaded(node.slice)
            ]
            low, by_index = bounds[0] or ast.Constant(0), True
            part = self._part(at[0], low, bounds[1]) if at else self._numbers(inner.iter, low, bounds[1])
        body = _without_break(inner.body)
        if part is None or part.late or part.first or body is None or not self._plain(body):
            return
        names = [node for node in descend(*body) if isinstance(node, ast.Name)]
        kept = stored(*body) | {name.id for name in names if name in code.uses(name.id, *body).changes}
        kept.discard(inner.target.id)
        place = self.loop.body.index(inner)
        if jumps_out(self.loop.body[:place], (ast.Continue,)) or inner.target.id in stored(*body):
            return
        starts = [self._start(name, inner, place) for name in sorted(kept)]
        others = loaded(*body) - kept - {inner.target.id}
        if not starts or any(start is None for start in starts) or others & (stored(*self.loop.body) | {self.index}):
            return
        if not all(code.invariant(ast.Name(name, ast.Load()), *self.loop.body) for name in others & code.local):
            return
        new = part.newest
        if by_index and new.endswith("]"):
            new = new.removeprefix(ast.unparse(part.sequence))[1:-1]
        name = inner.target.id
        reads = sum(isinstance(node, ast.Name) and node.id == name for node in descend(*body))
        step = [] if reads < 2 or new.isidentifier() else [f"{name} = {new}"]
        values = {} if step else {name: ast.parse(new, mode="eval").body}
        step += [said for line in body for said in _said(with_values(line, values)).split("\n")]
        found = [start for start in starts if start is not None]
        found.sort(key=lambda start: start.lineno)
        lines = [ast.unparse(start) for start in found]
        self.states.append(_State(part, lines, step, gone=list(found), stays=inner))

    def _plain(self, body: list[ast.stmt]) -> bool:
        """Whether statements do nothing but keep values."""
        for node in descend(*body):
            if isinstance(node, (*_OWN_SCOPE, *COMPREHENSIONS, *_LEAVING, ast.For, ast.While, ast.Try, ast.With)):
                return False
        return all(isinstance(line, ast.Assign | ast.AugAssign | ast.If | ast.Expr) for line in body)

    def _start(self, name: str, inner: ast.For, place: int) -> ast.Assign | None:
        """Where a kept value is set for the loop over the part: at the top level of the loop, right for every turn."""
        code, loop = self.code, self.loop
        if name in code.parameters or code.live_after(name, loop):
            return None
        binders = [code.statement(node) for node in code.uses(name, *loop.body).rebinds]
        outside = [line for line in binders if inner not in (line, *code.ancestors(line))]
        changes = code.uses(name, *loop.body)
        held = changes.aliases or changes.escapes
        if held and not only(code.type_of_name(name), "int", "float", "bool", "str"):
            return None
        if len(outside) != 1 or outside[0] not in loop.body[:place]:
            return None
        if any(inner not in code.ancestors(node) for node in changes.changes):
            return None
        start = outside[0]
        if not isinstance(start, ast.Assign) or len(start.targets) != 1 or not isinstance(start.targets[0], ast.Name):
            return None
        if name in loaded(*loop.body[:place]):
            return None
        fixed = isinstance(start.value, ast.Constant) or ast.unparse(start.value) in _EMPTY
        return start if fixed or (code.pure(start.value) and self._scalar(start.value)) else None

    def _scalar(self, value: ast.expr) -> bool:
        kind = self.code.type_of(value)
        return only(kind, "int", "float", "bool", "str") and self.code.invariant(value, *self.loop.body)

    # -- states -------------------------------------------------------------------------------------------------------

    def _fixed(self, node: ast.expr, *but: str) -> bool:
        """Whether a value depends on nothing that the loop changes, but for these names."""
        code = self.code
        if not code.pure(node) or any(isinstance(part, (*_OWN_SCOPE, *COMPREHENSIONS)) for part in descend(node)):
            return False
        names = [part for part in descend(node) if isinstance(part, ast.Name) and part.id not in but]
        return all(code.invariant(part, self.loop.target, *self.loop.body) for part in names)

    def _looked_at(self, call: ast.Call) -> bool:
        """Whether a container that is made of the part is read and not changed, kept or handed on."""
        parent = self.code.parent(call)
        if isinstance(parent, ast.Assign) and parent.value is call:
            target = parent.targets[0]
            if len(parent.targets) != 1 or not isinstance(target, ast.Name) or parent not in self.loop.body:
                return False
            uses = self.code.uses(target.id)
            late = self.code.live_after(target.id, self.loop)
            return len(uses.rebinds) == 1 and uses.only_looked_at and not late and self._before(parent, target.id)
        if isinstance(parent, ast.Call) and call in parent.args:
            function = parent.func.id if isinstance(parent.func, ast.Name) else ""
            return function in _LOOKING and self.code.is_builtin(function)
        if isinstance(parent, ast.Subscript):
            return parent.value is call and isinstance(parent.ctx, ast.Load) and not isinstance(parent.slice, ast.Slice)
        if isinstance(parent, ast.Attribute):
            return parent.attr in _LOOKING_METHODS
        return isinstance(parent, ast.Compare)

    def _keep(
        self,
        place: ast.expr,
        part: _Part,
        kind: str,
        wanted: str,
        start: list[str],
        step: list[str],
        text: str = "\x01",
    ) -> _State:
        key = (kind, ast.unparse(part.sequence), part.low, part.newest, str(part.late))
        if key not in self._known:
            assign = self.code.parent(place)
            named = isinstance(assign, ast.Assign) and assign in self.loop.body and assign.value is place
            target = assign.targets[0] if isinstance(assign, ast.Assign) and named else None
            container = kind in ("set", "counter", "sorted")
            if container and isinstance(target, ast.Name):
                name = target.id
            else:
                name = self.code.fresh(wanted, *self.taken)
            self.taken.add(name)
            state = _State(part, [line.replace("\x01", name) for line in start], [])
            state.step = [line.replace("\x01", name) for line in step]
            self._known[key] = state, name
            self.states.append(state)
            if container and isinstance(assign, ast.Assign) and isinstance(target, ast.Name):
                state.gone.append(assign)
                return state
        state, name = self._known[key]
        state.places[place] = text.replace("\x01", name)
        return state


#: What stands for an element in code that is put together.
_ELEMENT, _MARK = "_element_", "_new_element_"
_EMPTY = {"[]", "{}", "set()", "dict()", "list()", "Counter()"}
_LOOKING = {"len", "sum", "max", "min", "any", "all", "sorted", "list", "tuple", "bool"}
_LOOKING_METHODS = {"values", "items", "keys", "get", "most_common", "issubset", "issuperset", "isdisjoint", "count"}


def _with_new(node: ast.expr, element: str) -> str:
    """The code of a value with a mark in place of the element."""
    return _said(with_values(node, {element: ast.Name(_MARK, ast.Load())})).replace(_MARK, "\x00")


def _said(node: ast.AST) -> str:
    return ast.unparse(node)


def _without_break(body: list[ast.stmt]) -> list[ast.stmt] | None:
    """The statements; where they set constants once and leave, what they set stays set without leaving."""
    if len(body) == 1 and isinstance(body[0], ast.If) and not body[0].orelse:
        inner = body[0].body
        if isinstance(inner[-1], ast.Break):
            sets = inner[:-1]
            fixed = all(isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant) for line in sets)
            own = stored(*sets) & loaded(body[0].test)
            return [ast.If(body[0].test, sets, [])] if sets and fixed and not own else None
    return body


def _change(code: FunctionCode, look: _Look, edits: Edits) -> None:
    front: list[str] = []
    top: list[str] = []
    end: dict[str, list[str]] = {}
    gone: set[ast.stmt] = set()
    replaced: dict[ast.expr, str] = {}
    for state in look.states:
        for module, name in state.imports:
            edits.need(module, name)
        front += state.start if not state.part.first else _started(code, state)
        step = [line.replace("\x00", state.part.newest) for line in state.step]
        if state.stays is not None:
            edits.replace_statement(state.stays, "\n".join(step))
        elif state.part.late:
            end.setdefault(state.part.guard, []).extend(step)
        else:
            top += step
        gone |= set(state.gone)
        replaced.update(state.places)
    _leave_names(code, look, replaced, gone, edits)
    edits.insert_before(look.loop, "\n".join(front))
    if top:
        edits.insert_before(look.loop.body[0], "\n".join(top))
    last = [
        f"if {guard}:\n{indent_block(chr(10).join(step), '    ')}" if guard else "\n".join(step)
        for guard, step in end.items()
    ]
    if last:
        edits.insert_after(look.loop.body[-1], "\n".join(last))
    for statement in gone:
        edits.remove(statement)
    for place, text in replaced.items():
        if code.statement(place) not in gone:
            edits.replace(place, text)


def _started(code: FunctionCode, state: _State) -> list[str]:
    """The lines in front of the loop where the part has an element already; they may find no such element."""
    name, _, value = state.start[0].partition(" = ")
    known = {"set()": "set(@)", "Counter()": "Counter(@)", "[]": "sorted(@)"}.get(value)
    if state.step == [f"{name} += \x00"]:
        known = "sum(@)"
    for function, sign in (("max", ">"), ("min", "<")):
        if state.step[0] == f"if {name} is None or \x00 {sign} {name}:":
            known = f"{function}(@, default=None)"
    counted = state.step[0].removeprefix("if \x00 == ").removesuffix(":")
    if state.step[1:] == [f"    {name} += 1"] and f"if \x00 == {counted}:" == state.step[0]:
        known = f"@.count({counted})"
    if known is not None:
        return [f"{name} = {known.replace('@', state.part.first)}"]
    item = code.fresh("item")
    step = indent_block("\n".join(state.step), "    ").replace("\x00", item).split("\n")
    return [*state.start, f"for {item} in {state.part.first}:", *step]


def _leave_names(
    code: FunctionCode, look: _Look, replaced: dict[ast.expr, str], gone: set[ast.stmt], edits: Edits
) -> None:
    """Remove the names of parts that nothing needs on every turn any more."""
    inside = {inner for place in replaced for inner in ast.walk(place)}
    inside |= {inner for statement in gone for inner in ast.walk(statement)}
    inside |= {inner for state in look.states if state.stays is not None for inner in ast.walk(state.stays)}
    for name, (assign, part) in look.named.items():
        left = [node for node in code.uses(name, *look.loop.body).reads if node not in inside]
        every = {node for node in code.all(ast.Name) if node.id == name and isinstance(node.ctx, ast.Load)}
        others = every - inside - set(left)
        lengths = [node for node in left if match(f"len({name})", code.parent(node)) is not None]
        seldom = [node for node in (*left, *others) if node not in lengths and _is_seldom(look, code, node)]
        if len(lengths) + len(seldom) < len(left) + len(others) or code.statement(assign.targets[0]) in gone:
            continue
        for node in lengths:
            call = code.parent(node)
            assert isinstance(call, ast.Call)
            edits.replace(call, _length(part))
        for node in seldom:
            edits.replace(node, ast.unparse(assign.value))
        gone.add(assign)


def _is_seldom(look: _Look, code: FunctionCode, node: ast.AST) -> bool:
    """Whether it stands behind a condition, so that not every turn comes to it."""
    child = node
    for parent in code.ancestors(node):
        if parent is look.loop:
            return False
        if isinstance(parent, ast.If) and child is not parent.test:
            return True
        child = parent
    return False


def _length(part: _Part) -> str:
    return part.high if part.low == "0" else f"{part.high} - {part.low}"
