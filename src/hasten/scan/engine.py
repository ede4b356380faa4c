"""One file: the gate, then the rules over the functions that pass it, then what is worth showing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from hasten.code.edits import EditConflict
from hasten.code.function import FunctionCode, Program
from hasten.code.purity import uses_dynamic_names
from hasten.code.source import ParsedModule, parse
from hasten.proposers.rules import Located, Rule, rule_name
from hasten.scan.codes import CODES, rules_of
from hasten.scan.finding import FileScan, ScanFinding
from hasten.scan.gate import Sketch, sketches
from hasten.scan.worth import worth_showing

_IGNORE = re.compile(r"#\s*hasten:\s*ignore(?:\[([A-Za-z0-9_,\s]*)\])?")


def scan_source(source: str, *, constants: bool = False) -> FileScan:
    """The findings of one file.

    Args:
        source: Its text.
        constants: Whether findings that change only the constant are wanted too. Without them, functions are passed
            over in which no other rule can find anything.
    """
    rules = rules_of(constants=constants)
    lines = source.count("\n") + (not source.endswith("\n") and bool(source))
    functions = sketches(source)
    if isinstance(functions, SyntaxError):
        return FileScan((), lines, _sentence(functions))
    if not constants and not any(sketch.interesting for sketch in functions.values()):
        return FileScan((), lines)
    module = parse(source)
    if isinstance(module, SyntaxError):
        return FileScan((), lines, _sentence(module))
    program = Program(module, "")
    found: list[tuple[Located, ScanFinding]] = []
    for located in _located(program, None if constants else functions, rules, constants=constants):
        found.append((located, _shown(module, located)))
    ordered = _each_once(found)
    program.close()
    kept = [finding for finding in ordered if not _ignored(module, finding)]
    return FileScan(tuple(kept), lines, suppressed=len(ordered) - len(kept))


def _located(
    program: Program, functions: dict[int, Sketch] | None, rules: Sequence[Rule], *, constants: bool
) -> Iterator[Located]:
    """What is worth showing of what the rules find; without ``functions`` every rule looks at every function."""
    for name, node in program.module.functions.items():
        sketch = None
        if functions is not None:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            sketch = functions.get(first)
            if sketch is None or not sketch.interesting:
                continue
        wanted = [rule for rule in rules if sketch is None or sketch.may_match(rule_name(rule))]
        if wanted and not uses_dynamic_names(node):
            code = program.function(name)
            for rule in wanted:
                yield from _of_rule(rule, code, constants=constants)


def _of_rule(rule: Rule, code: FunctionCode, *, constants: bool) -> list[Located]:
    """What one rule finds in one function; nothing where it fails."""
    try:
        found = [Located(rule_name(rule), code, finding) for finding in rule.find(code)]
        return [located for located in found if worth_showing(located, constants=constants)]
    except EditConflict:
        return []
    except Exception:  # noqa: BLE001 - the edge of a proposer: one rule's mistake must not hide what the others find
        return []


def _each_once(found: Sequence[tuple[Located, ScanFinding]]) -> list[ScanFinding]:
    """In source order, one finding a place; what a loop as a whole does is not said again of its test."""
    loops = [located.finding.node for located, _ in found if located.rule == "order_preserving_dedupe_by_list"]
    inside = {node for loop in loops for node in ast.walk(loop) if node is not loop}
    places: dict[tuple[int, int, int, int], ScanFinding] = {}
    for located, shown in sorted(found, key=lambda pair: (pair[1].line, pair[1].column, pair[1].code)):
        if located.rule != "membership_test_on_growing_list" or located.finding.node not in inside:
            places.setdefault((shown.line, shown.column, shown.end_line, shown.end_column), shown)
    return list(places.values())


def _shown(module: ParsedModule, located: Located) -> ScanFinding:
    finding = located.finding
    node = _head(finding.node)
    line = getattr(node, "lineno", 1)
    last = getattr(node, "end_lineno", None) or line
    before, after = finding.growth or ("", "")
    return ScanFinding(
        code=CODES[located.rule],
        rule=located.rule,
        line=line,
        column=_character(module, line, getattr(node, "col_offset", 0)),
        end_line=last,
        end_column=_character(module, last, getattr(node, "end_col_offset", 0)),
        function=located.code.name,
        message=" ".join(finding.found.split()),
        before=before,
        after=after,
        text=ast.unparse(node),
    )


def _head(node: ast.AST) -> ast.AST:
    """A loop is shown by what it goes over, and a function by its own line: nobody wants a whole body marked."""
    if isinstance(node, ast.For | ast.AsyncFor):
        return _between(node, node.iter)
    if isinstance(node, ast.While | ast.If):
        return _between(node, node.test)
    return node


def _between(statement: ast.stmt, last: ast.expr) -> ast.expr:
    """The part of a statement from its first character to the end of its head, unparsed as the head alone."""
    shown = ast.Name("", ast.Load())
    shown.id = ast.unparse(last)
    shown.lineno, shown.col_offset = statement.lineno, statement.col_offset
    shown.end_lineno, shown.end_col_offset = last.end_lineno, last.end_col_offset
    return shown


def _character(module: ParsedModule, line: int, column_bytes: int) -> int:
    """Columns of syntax trees count bytes of UTF-8; people and programs count characters, from 1."""
    text = module.text.line(line)
    return len(text.encode("utf-8", "surrogatepass")[:column_bytes].decode("utf-8", "replace")) + 1


def _ignored(module: ParsedModule, finding: ScanFinding) -> bool:
    """Whether a comment on the first or the last line of the finding hides it."""
    for line in {finding.line, finding.end_line}:
        said = _IGNORE.search(module.text.line(line))
        if said and (said[1] is None or finding.code in {code.strip().upper() for code in said[1].split(",")}):
            return True
    return False


def _sentence(error: SyntaxError) -> str:
    where = f" (line {error.lineno})" if error.lineno else ""
    return f"does not parse: {error.msg or error}{where}"
