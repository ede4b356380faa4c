"""Counting into a dict by hand.

Finds:
    A loop that does nothing but ``counts[x] = counts.get(x, 0) + 1``, or the same with ``if x in counts``, with
    ``setdefault`` or with a ``defaultdict``, into a dict that starts empty; or ``counts[x] += 1`` into one that was
    made with a 0 for each ``x`` of the same sequence.

Slow because:
    Each element costs several look-ups and instructions; ``Counter`` counts in C. The gain is a constant, 2 to 4.

Unsafe when:
    What is counted cannot be hashed, as before.

Example:
    Before::

        counts = {}
        for word in words:
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1

    After::

        counts = dict(Counter(words))

Source:
    The Python documentation of ``collections.Counter``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.match import Holes, match, match_block
from hasten.code.scopes import loaded
from hasten.code.types import only
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pipelines import Pipeline, clauses_text, mentions, pipeline, plain_source

_FORMS = (
    "@d[$k] = @d.get($k, 0) + 1",
    "if $k in @d:\n    @d[$k] += 1\nelse:\n    @d[$k] = 1",
    "if $k in @d:\n    @d[$k] = @d[$k] + 1\nelse:\n    @d[$k] = 1",
    "if $k not in @d:\n    @d[$k] = 1\nelse:\n    @d[$k] += 1",
    "if $k not in @d:\n    @d[$k] = 1\nelse:\n    @d[$k] = @d[$k] + 1",
    "if $k in @d.keys():\n    @d[$k] += 1\nelse:\n    @d[$k] = 1",
)
_BLOCKS = (
    "if $k not in @d:\n    @d[$k] = 0\n@d[$k] += 1",
    "if $k not in @d.keys():\n    @d[$k] = 0\n@d[$k] += 1",
    "@d.setdefault($k, 0)\n@d[$k] += 1",
)
#: How a dict gets a 0 for each element of a sequence.
_ZEROS = (
    "@d = {@k: 0 for @k in @xs}",
    "@d = dict([(@k, 0) for @k in @xs])",
    "@d = dict((@k, 0) for @k in @xs)",
    "@d = dict.fromkeys(@xs, 0)",
)


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per loop."""
    for loop in code.all(ast.For):
        found = pipeline(code, loop)
        if found is None:
            continue
        step = _step(code, found)
        if step is None:
            zeroed = _zeroed(code, found)
            if zeroed is not None:
                counted, made = zeroed
                text = f"{counted} is counted by hand, one look-up after the other; Counter counts in one call"
                key = found.loop.target
                yield Finding(loop, text, partial(_change, found, counted, key, made, "dict({0})"))
            continue
        holes, template = step
        name, key = holes.name("d"), holes["k"]
        if name in found.names or name in loaded(key) or mentions(found, name) or not code.pure(key):
            continue
        if code.uses(name).aliases:
            continue  # a nested function could look at the dict while it grows
        start = _start(code, loop, name)
        if start is None or (template and not template.startswith("dict(") and "defaultdict" not in ast.unparse(start)):
            continue
        text = f"{name} is counted by hand, one look-up after the other; Counter counts in one call"
        yield Finding(loop, text, partial(_change, found, name, key, start, template))


def _step(code: FunctionCode, found: Pipeline) -> tuple[Holes, str] | None:
    """What is counted where, and how to keep the type of the dict."""
    if len(found.body) == 1:
        for form in _FORMS:
            holes = match(form, found.body[0])
            if holes is not None:
                return holes, "dict({0})"
        holes = match("@d[$k] += 1", found.body[0])
        if holes is not None and code.type_of_name(holes.name("d")).name == "defaultdict":
            return holes, "{1}(int, {0})"
    for block in _BLOCKS:
        holes = match_block(block, list(found.body))
        if holes is not None:
            return holes, "dict({0})"
    return None


def _start(code: FunctionCode, loop: ast.For, name: str) -> ast.Assign | None:
    """``counts = {}`` (or a ``defaultdict(int)``) in front of the loop, with nothing in between that uses it."""
    for statement in reversed(code.before(loop)):
        holes = match("@d = {}", statement) or match("@d = dict()", statement) or match("@d = $c(int)", statement)
        if holes is not None and holes.name("d") == name and isinstance(statement, ast.Assign):
            return statement
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement)):
            return None
    return None


def _zeroed(code: FunctionCode, found: Pipeline) -> tuple[str, ast.Assign] | None:
    """The dict that a loop counts into, and where it was made with a 0 for each element that the loop counts."""
    holes = match("@d[@k] += 1", found.body[0]) if len(found.body) == len(found.clauses) == 1 else None
    source = found.loop.iter
    if holes is None or plain_source(found, holes["k"]) is None or not isinstance(source, ast.Name):
        return None
    name = holes.name("d")
    if name == source.id or name not in code.local or code.uses(name).aliases:
        return None
    if not only(code.type_of(source), "list", "tuple", "str", "range", "sequence"):
        return None
    for statement in reversed(code.before(found.loop)):
        if isinstance(statement, ast.Assign) and any(_zeros(code, f, statement, name, source) for f in _ZEROS):
            return name, statement
        used = any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement))
        if used or not code.invariant(source, statement):
            return None
    return None


def _zeros(code: FunctionCode, form: str, statement: ast.Assign, name: str, source: ast.Name) -> bool:
    holes = match(form, statement)
    return holes is not None and holes.name("d") == name and holes.name("xs") == source.id and code.is_builtin("dict")


def _change(found: Pipeline, name: str, key: ast.expr, start: ast.Assign, template: str, edits: Edits) -> None:
    counter = edits.need("collections", "Counter")
    whole = plain_source(found, key)
    counted = edits.text(whole) if whole is not None else f"[{edits.text(key)} {clauses_text(found, edits)}]"
    made = f"{counter}({counted})"
    if template.startswith("{1}"):
        assert isinstance(start.value, ast.Call)
        made = template.format(made, edits.text(start.value.func))
    else:
        made = template.format(made)
    edits.replace_statement(found.loop, f"{name} = {made}")
    edits.remove(start)
