"""Regular expressions of a table tried in turn until one matches.

Finds:
    A loop over a constant table of compiled patterns (or of their texts) that asks each for ``match`` or
    ``fullmatch`` at the same place and leaves at the first that has one, as a loop or by ``next``; and
    ``any(pattern.search(text) for pattern in PATTERNS)``.

Slow because:
    A place that the last of n patterns matches costs n calls. One pattern with an alternative for each row is tried in
    one call, and the name of the group that matched tells the row. The gain is a constant, up to the number of rows.

Unsafe when:
    Code elsewhere changes the table after the import.

Example:
    Before::

        for kind, regex in TOKENS:
            match = regex.match(source, pos)
            if match:
                break
        else:
            raise SyntaxError(pos)

    After::

        match = _TOKENS_AS_ONE.match(source, pos)
        if not match:
            raise SyntaxError(pos)
        kind = match.lastgroup

Source:
    "Writing a tokenizer" in the Python documentation of ``re``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hasten.code.edits import Edits, indent_block
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int, jumps_out
from hasten.code.scopes import loaded
from hasten.proposers.rules._added_helpers import helper_constant
from hasten.proposers.rules._conditions import is_plain_test
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._pattern_tables import PatternTable, pattern_table

_TEXT = "the patterns of {0} are tried one after another; as alternatives of one they are tried in one call"
#: What a match tells that does not depend on the groups of the pattern.
_OF_THE_WHOLE = frozenset({"group", "start", "end", "span"})


@dataclass(frozen=True)
class _Turns:
    """A loop that tries patterns in turn.

    Attributes:
        loop: The loop.
        table: The patterns.
        call: How a row is tried.
        name: What the match is called; empty where it has no name.
        hit: The statements for the first match, without a ``break`` at their end.
        tested: How the match is tested: ``{}`` or ``{} is not None``.
    """

    loop: ast.For
    table: PatternTable
    call: ast.Call
    name: str
    hit: tuple[ast.stmt, ...]
    tested: str


@dataclass(frozen=True)
class _Asked:
    """An expression that tries patterns in turn.

    Attributes:
        node: The call of ``any`` or ``next``.
        table: The patterns.
        call: How a row is tried.
        column: The column that is wanted of the first row that matches; empty where only a match is.
        default: What is wanted without a match; None where only a match is.
    """

    node: ast.Call
    table: PatternTable
    call: ast.Call
    column: str
    default: ast.expr | None


def find(code: FunctionCode) -> Iterator[Finding]:
    """Each such loop, or call of ``any``, makes one finding."""
    for loop in code.all(ast.For):
        turns = _turns(code, loop) if not code.in_nested_function(loop) else None
        if turns is not None:
            yield Finding(loop, _TEXT.format(turns.table.source), partial(_change, code, turns))
    for call in code.all(ast.Call):
        asked = _asked(code, call) if not code.in_nested_function(call) else None
        if asked is not None:
            yield Finding(call, _TEXT.format(asked.table.source), partial(_change_search, code, asked))


def _asked(code: FunctionCode, call: ast.Call) -> _Asked | None:
    """``any(regex.search(text) for regex in TABLE)``, ``next((kind for ... if regex.match(text)), default)``."""
    hits = code.builtin_call(call, "any", 1)
    arguments = hits or code.builtin_call(call, "next", 2)
    made = arguments[0] if arguments else None
    lists = (ast.GeneratorExp, ast.ListComp) if hits else (ast.GeneratorExp,)
    if arguments is None or not isinstance(made, lists) or len(made.generators) != 1:
        return None
    generator, column, default = made.generators[0], "", None
    if hits:
        tests = [made.elt, *generator.ifs]
    else:
        tests, default = generator.ifs, arguments[1]
        column = made.elt.id if isinstance(made.elt, ast.Name) else ""
        if not column or not code.pure(default):
            return None
    tried = tests[0] if len(tests) == 1 else None
    if generator.is_async or not isinstance(tried, ast.Call):
        return None
    table = pattern_table(code, generator.target, generator.iter, tried)
    if table is None or not all(map(code.pure, _given(table, tried))):
        return None
    if set(table.columns) & loaded(*_given(table, tried)) or (column and column not in table.columns):
        return None
    # The leftmost match of all patterns need not be one of the first pattern that has one.
    return None if column and table.method == "search" else _Asked(call, table, tried, column, default)


def _given(table: PatternTable, call: ast.Call) -> Sequence[ast.expr]:
    """What a row is asked with, its pattern left out."""
    return call.args[1:] if call.args and table.pattern == getattr(call.args[0], "id", None) else call.args


def _turns(code: FunctionCode, loop: ast.For) -> _Turns | None:
    body, name = list(loop.body), ""
    first = body[0]
    if isinstance(first, ast.Assign) and len(first.targets) == 1 and isinstance(first.targets[0], ast.Name):
        name, call = first.targets[0].id, first.value
        body = body[1:]
    else:
        call = None
    if not body or not isinstance(body[0], ast.If) or body[0].orelse:
        return None
    test = body[0].test
    if call is None:
        inner = test.left if isinstance(test, ast.Compare) else test
        if isinstance(inner, ast.NamedExpr):
            name, call = inner.target.id, inner.value
        else:
            call = inner
        asked = inner
    else:
        asked = ast.Name(name, ast.Load())
    sense = _sense(test, asked)
    if sense is None or not isinstance(call, ast.Call):
        return None
    if sense[0]:
        hit, rest = body[0].body, body[1:]
        if rest:
            return None
    else:
        if len(body[0].body) != 1 or not isinstance(body[0].body[0], ast.Continue):
            return None
        hit = body[1:]
    if not hit or not isinstance(hit[-1], ast.Break | ast.Return | ast.Raise):
        return None
    leaving = isinstance(hit[-1], ast.Break)
    hit = hit[:-1] if leaving else hit
    if jumps_out(hit):
        return None
    table = pattern_table(code, loop.target, loop.iter, call)
    if table is None:
        return None
    given, names = _given(table, call), set(table.columns) | {name}
    if not all(map(code.pure, given)) or names & loaded(*given):
        return None
    turns = _Turns(loop, table, call, name, tuple(hit), sense[1])
    if not leaving and loop.orelse:
        return None
    # The leftmost match of all patterns need not be one of the first pattern that has one.
    if table.method == "search" and (name or _used(code, turns)):
        return None
    return turns if _known_when_nothing_matches(code, turns) else None


def _sense(test: ast.expr, asked: ast.expr) -> tuple[bool, str] | None:
    """Whether a test holds for a match, and how it is written."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _sense(test.operand, asked)
        return (not inner[0], inner[1]) if inner is not None else None
    if ast.dump(test) == ast.dump(asked):
        return True, "{}"
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and ast.dump(test.left) == ast.dump(asked):
        nothing = isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value is None
        if nothing and isinstance(test.ops[0], ast.Is | ast.IsNot):
            return isinstance(test.ops[0], ast.IsNot), "{} is not None"
    return None


def _leaves(statements: Sequence[ast.stmt]) -> bool:
    return bool(statements) and isinstance(statements[-1], ast.Raise | ast.Return | ast.Break | ast.Continue)


def _refused_next(code: FunctionCode, turns: _Turns) -> ast.If | None:
    """The statement behind the loop that leaves where nothing has matched."""
    after = code.after(turns.loop)
    if not after or not turns.name or not isinstance(after[0], ast.If) or after[0].orelse:
        return None
    sense = _sense(after[0].test, ast.Name(turns.name, ast.Load()))
    return after[0] if sense is not None and not sense[0] and _leaves(after[0].body) else None


def _known_when_nothing_matches(code: FunctionCode, turns: _Turns) -> bool:
    """Whether nobody reads the last row of the table after a loop without a match."""
    names = set(turns.table.columns)
    if loaded(*turns.loop.orelse) & names:
        return False
    if _leaves(turns.loop.orelse) or not any(code.live_after(name, turns.loop) for name in names):
        return True
    refused = _refused_next(code, turns)
    return refused is not None and not loaded(refused) & names and not turns.hit and not turns.loop.orelse


def _only_the_whole(code: FunctionCode, turns: _Turns) -> bool:
    """Whether all that is asked of the match is the same for every pattern that matches so."""
    if not turns.name:
        return True
    uses = code.uses(turns.name)
    if uses.returns or uses.aliases or uses.escapes or uses.changes or turns.name in code.parameters:
        return False
    return all(_of_the_whole(code, read) for read in uses.reads)


def _of_the_whole(code: FunctionCode, read: ast.Name) -> bool:
    parent = code.parent(read)
    if isinstance(parent, ast.Attribute):
        call = code.parent(parent)
        if not isinstance(call, ast.Call) or call.func is not parent or parent.attr not in _OF_THE_WHOLE:
            return parent.attr in ("string", "pos", "endpos")
        return not call.keywords and all(constant_int(argument) == 0 for argument in call.args) and len(call.args) < 2
    if isinstance(parent, ast.Subscript):
        return parent.value is read and constant_int(parent.slice) == 0
    if isinstance(parent, ast.Compare):
        return all(isinstance(operator, ast.Is | ast.IsNot) for operator in parent.ops)
    return is_plain_test(code, read)


def _used(code: FunctionCode, turns: _Turns) -> set[str]:
    """The columns that are read once a row is found."""
    columns = set(turns.table.columns)
    return (columns & loaded(*turns.hit)) | {name for name in columns if code.live_after(name, turns.loop)}


def _as_one(code: FunctionCode, table: PatternTable, used: set[str], found: str, edits: Edits) -> tuple[str, str]:
    """The name of the one pattern, and what gives the row of a match: its one cell that is used where that has names.

    Args:
        code: The function.
        table: The patterns.
        used: The columns that are needed.
        found: The name of the match.
        edits: Gets the change.
    """
    word = table.source.removesuffix(".items()").strip("_").upper()
    targets, source, group, row = ", ".join(table.columns), table.source, "?:", ""
    kind = min(used, default="")
    if used == {kind} and table.names_groups(kind):
        group, row = f"?P<{{{kind}}}>", f"{found}.lastgroup"
    elif used:
        rows = f'{{f"row{{row}}": cells for row, cells in enumerate({source})}}'
        row = f"{helper_constant(code, f'_{word}_ROWS', rows, edits)}[{found}.lastgroup]"
        targets = f"row, ({targets})" if len(table.columns) > 1 else f"row, {targets}"
        group, source = "?P<row{row}>", f"enumerate({source})"
    flags = f", {table.flags}" if table.flags else ""
    alternatives = f'"|".join(f"({group}{{{table.pattern}}})" for {targets} in {source})'
    made = f"{edits.need('re', 'compile')}({alternatives}{flags})"
    return helper_constant(code, f"_{word}_AS_ONE", made, edits), row


def _change_search(code: FunctionCode, asked: _Asked, edits: Edits) -> None:
    """``any`` and ``next``: a match, or what the row of one says."""
    table, tried = asked.table, asked.call
    given = ", ".join(edits.text(argument) for argument in _given(table, tried))
    found = code.fresh("found")
    one, row = _as_one(code, table, {asked.column} - {""}, found, edits)
    call = f"{one}.{table.method}({given})"
    if asked.default is None:
        above = code.parent(asked.node)
        if isinstance(above, ast.UnaryOp) and isinstance(above.op, ast.Not):
            edits.replace(above, f"{call} is None")
        else:
            edits.replace(asked.node, f"{call} is not None")
        return
    if len(table.columns) > 1 and not row.endswith("lastgroup"):
        row += f"[{table.columns.index(asked.column)}]"
    edits.replace(asked.node, f"{row} if ({found} := {call}) else {edits.text(asked.default)}")


def _change(code: FunctionCode, turns: _Turns, edits: Edits) -> None:
    table, loop = turns.table, turns.loop
    given = ", ".join(edits.text(argument) for argument in _given(table, turns.call))
    whole, used = _only_the_whole(code, turns), _used(code, turns)
    found = turns.name if whole and turns.name else code.fresh("hit")
    named: list[str] = []
    if not whole:
        used = used | {table.columns[table.column]}
    one, row = _as_one(code, table, used, found, edits)
    if used:
        kind = min(used)
        alone = used == {kind} and table.names_groups(kind)
        named = [f"{kind if alone else ', '.join(table.columns)} = {row}"]
    if not whole:
        # What is asked of the match depends on its groups: the pattern of the row gives it.
        named.append(f"{turns.name} = {edits.text(turns.call)}")
    test = turns.tested.format(found)
    refusing = f"not {found}" if turns.tested == "{}" else f"{found} is None"
    lines = [f"{found} = {one}.{table.method}({given})"]
    refused = _refused_next(code, turns)
    hit = edits.block(list(turns.hit)) if turns.hit else ""
    if _leaves(loop.orelse):
        lines += [f"if {refusing}:", indent_block(edits.block(loop.orelse), "    "), *named, *([hit] if hit else [])]
    elif refused is not None and not turns.hit and not loop.orelse and whole:
        if named:
            edits.insert_after(refused, "\n".join(named))
    else:
        inside = [*named, *([hit] if hit else [])]
        missing = [] if whole or not code.live_after(turns.name, loop) else [f"{turns.name} = None"]
        if loop.orelse:
            missing.append(edits.block(loop.orelse))
        if inside:
            lines += [f"if {test}:", indent_block("\n".join(inside), "    ")]
            if missing:
                lines += ["else:", indent_block("\n".join(missing), "    ")]
        elif missing:
            lines += [f"if {refusing}:", indent_block("\n".join(missing), "    ")]
    edits.replace_statement(loop, "\n".join(lines))
