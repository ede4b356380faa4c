"""Edits of a source text as spans, so that whatever no edit touches survives byte for byte."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Mapping, Sequence

from hasten.code.imports import ImportPlan
from hasten.code.precedence import OR, asked, fitted
from hasten.code.quoting import quoted
from hasten.code.source import FunctionNode, ParsedModule, children, descend
from hasten.code.wrapping import wrapped

#: Steps of the indentation that rules write, which become tabs in a file that uses them.
_WIDE_INDENT = re.compile(r"^(?: {4})+", re.MULTILINE)


class EditConflict(Exception):
    """The edit cannot be made as text: overlapping spans, a shared line, or a result that does not parse."""


class Edits:
    """Collects changes to one module and applies them at once.

    Text for statements is given without indentation of its own and is indented to its place. Text for expressions gets
    parentheses where its place needs them.

    Args:
        module: The module that the edits are for; it is not changed.
    """

    def __init__(self, module: ParsedModule) -> None:
        self.module = module
        self._spans: list[tuple[int, int, str]] = []
        self._f_strings: dict[ast.JoinedStr, dict[ast.AST, str]] = {}
        self._imports = ImportPlan(module)

    # -- reading ---------------------------------------------------------------------------------------------------

    def text(self, node: ast.expr, replacements: Mapping[ast.expr, str] | None = None, *, need: int = 1) -> str:
        """The text of an expression as it can stand elsewhere, with some of its parts replaced.

        Args:
            node: Any expression of the module, or one made of parts of it.
            replacements: New text by node inside ``node`` (or ``node`` itself).
            need: How tightly the new place asks it to hold together, see ``precedence``.
        """
        chosen = replacements or {}
        if node in chosen:
            return self._fitted(chosen[node], need)
        if not hasattr(node, "lineno") or self._in_f_string(node):
            return self._fitted(ast.unparse(node), need)
        start, end = self.module.text.span(node)
        return self._fitted(self._spliced(start, end, node, chosen), need)

    def block(
        self,
        statements: Sequence[ast.stmt],
        replacements: Mapping[ast.AST, str] | None = None,
        *,
        comments: bool = True,
    ) -> str:
        """The lines of statements without their indentation, comments between them included.

        Args:
            statements: Neighbours in one block.
            replacements: New text by expression, or by statement (text of whole lines; empty removes it).
            comments: Whether comment lines right above the first statement come along.

        Raises:
            EditConflict: A statement shares its line with something else.
        """
        if not statements:
            return ""
        start, end = self._lines(statements[0], statements[-1], attached=comments)
        inside = _Splice(self, replacements or {})
        for statement in statements:
            inside.collect(statement)
        text = inside.apply(start, end)
        return dedent_block(text, self.module.text.indent(statements[0]))

    def comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
        sources: Mapping[ast.comprehension, str],
        dropped: Sequence[ast.expr] = (),
    ) -> str:
        """The text of a comprehension on one line, with other sources and without some of its filters."""
        if isinstance(node, ast.DictComp):
            head = f"{self.text(node.key)}: {self.text(node.value)}"
        else:
            head = self.text(node.elt)
        parts = [head]
        for generator in node.generators:
            source = sources.get(generator) or self.text(generator.iter)
            word = "async for" if generator.is_async else "for"
            parts.append(f"{word} {self.text(generator.target, need=0)} in {self._fitted(source, OR)}")
            parts += [f"if {self.text(test, need=OR)}" for test in generator.ifs if test not in dropped]
        brackets = {"ListComp": ("[", "]"), "GeneratorExp": ("(", ")")}
        opening, closing = brackets.get(type(node).__name__, ("{", "}"))
        return opening + " ".join(parts) + closing

    def as_set(self, node: ast.expr) -> str:
        """The set of what an expression yields; a list comprehension becomes one of a set where it stands."""
        if isinstance(node, ast.ListComp):
            return "{" + self.comprehension(node, {})[1:-1] + "}"
        return f"set({self.text(node)})"

    # -- changing --------------------------------------------------------------------------------------------------

    def replace(self, node: ast.expr, text: str) -> None:
        """Put ``text`` in place of an expression; around one inside an f-string, the f-string is written anew."""
        if self._in_f_string(node):
            self._f_strings.setdefault(self._f_string_around(node), {})[node] = text
            return
        start, end = self.module.text.span(node)
        self._spans.append((start, end, self.in_place_of(node, text)))

    def replace_target(self, node: ast.expr, text: str) -> None:
        """Put ``text`` in place of the target of a loop; a tuple needs no parentheses there."""
        start, end = self.module.text.span(node)
        self._spans.append((start, end, text))

    def replace_statements(self, first: ast.stmt, last: ast.stmt, text: str) -> None:
        """Put ``text`` in place of neighbouring statements; comments that would be lost move above the new text."""
        start, end = self._lines(first, last, attached=False)
        old = self.module.source[start:end]
        kept = [comment for comment in comments_in(old) if comment not in text]
        indent = self.module.text.indent(first)
        block = "\n".join([*kept, text.strip("\n")]) if text.strip() else "\n".join(kept)
        if not block.strip():
            self._remove_lines(first, last)
            return
        self._spans.append((start, end, self._lines_text(block, indent)))

    def replace_statement(self, statement: ast.stmt, text: str) -> None:
        """Put ``text`` in place of one statement."""
        if self._shares_line(statement) and "\n" not in text.strip("\n"):
            self._refuse_elif(statement)
            start, end = self.module.text.span(statement)
            self._spans.append((start, end, text.strip("\n") or "pass"))
            return
        self.replace_statements(statement, statement, text)

    def replace_block(self, statements: Sequence[ast.stmt], text: str) -> None:
        """Put ``text``, which was made from the statements with their comments, in place of all of them."""
        start, end = self._lines(statements[0], statements[-1], attached=True)
        indent = self.module.text.indent(statements[0])
        self._spans.append((start, end, self._lines_text(text, indent)))

    def insert_before(self, statement: ast.stmt, text: str, *, apart: bool = False) -> None:
        """Put lines above a statement, and above the comment lines that belong to it; ``apart``: with an empty one.

        In front of a function that empty lines keep apart they stand above these.
        """
        start, _ = self._lines(statement, statement, attached=True)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and not apart:
            head = self.module.source[:start]
            body = head.rstrip("\n\r\t ")
            blank = len(body) + head[len(body) :].find("\n") + 1
            if 0 < len(body) and not body.endswith(":"):
                start = min(start, blank)
        lines = self._lines_text(text, self.module.text.indent(statement))
        self._spans.append((start, start, lines + (self.module.text.newline if apart else "")))

    def insert_after(self, statement: ast.stmt, text: str) -> None:
        """Put lines below a statement."""
        _, end = self._lines(statement, statement, attached=False)
        lines = self._lines_text(text, self.module.text.indent(statement))
        if not self.module.source[:end].endswith(("\n", "\r")):
            lines = self.module.text.newline + lines
        self._spans.append((end, end, lines))

    def remove(self, statement: ast.stmt, *, comments: bool = False) -> None:
        """Take a statement out with its line; a block that would be empty gets ``pass``.

        Args:
            statement: The statement.
            comments: Whether the comment lines right above go with it, because they were moved with it.
        """
        self._remove_lines(statement, statement, attached=comments)

    def insert_above_definition(self, function: FunctionNode, text: str) -> None:
        """Put a new module-level definition above the module-level statement that holds ``function``."""
        node: ast.AST = function
        while self.module.parents[node] is not self.module.tree:
            node = self.module.parents[node]
        assert isinstance(node, ast.stmt)
        start, _ = self._lines(node, node, attached=True)
        newline = self.module.text.newline
        self._spans.append((start, start, self._lines_text(text, "") + newline * 2))

    def add_constant(self, function: FunctionNode, text: str) -> None:
        """Put an assignment at module level in front of a function, below the constants that are there."""
        node: ast.AST = function
        while self.module.parents[node] is not self.module.tree:
            node = self.module.parents[node]
        assert isinstance(node, ast.stmt)
        above = self.module.tree.body[: self.module.tree.body.index(node)]
        if above and isinstance(above[-1], ast.Assign | ast.AnnAssign) and not self._shares_line(above[-1]):
            self.insert_after(above[-1], text)
        else:
            self.insert_above_definition(function, text)

    def insert_behind_definition(self, function: FunctionNode, text: str) -> None:
        """Put a definition below a function or method, on its level."""
        _, end = self._lines(function, function, attached=False)
        newline = self.module.text.newline
        start = "" if self.module.source[:end].endswith(("\n", "\r")) else newline
        blank = newline * (1 if isinstance(self.module.parents[function], ast.ClassDef) else 2)
        self._spans.append((end, end, start + blank + self._lines_text(text, self.module.text.indent(function))))

    def rename_definition(self, function: FunctionNode, name: str) -> None:
        """Change the name in the ``def`` line and nothing else."""
        source = self.module.source
        start = self.module.text.offset(function.lineno, function.col_offset)
        start = source.index(function.name, source.index("def", start) + 3)
        self._spans.append((start, start + len(function.name), name))

    def add_parameter(self, function: FunctionNode, name: str) -> None:
        """Put a further positional parameter behind those of a function, which has some and none with a default."""
        last = [*function.args.posonlyargs, *function.args.args][-1]
        _, end = self.module.text.span(last)
        self._spans.append((end, end, f", {name}"))

    def drop_last_parameter(self, function: FunctionNode) -> None:
        """Take the last parameter out of a function that has another in front of it, which has no default.

        Raises:
            EditConflict: The head is of another form.
        """
        spec = function.args
        if spec.vararg or spec.kwarg or spec.kwonlyargs or len(spec.args) < 2 or len(spec.defaults) > 1:
            raise EditConflict("the last parameter does not stand alone")
        last = spec.defaults[0] if spec.defaults else spec.args[-1]
        self._spans.append((self.module.text.span(spec.args[-2])[1], self.module.text.span(last)[1], ""))

    def need(self, module: str, name: str = "", *, usual: str = "") -> str:
        """Text under which ``module.name`` (or the module) can be used, importing it where it is not yet."""
        return self._imports.need(module, name, usual=usual)

    # -- result ----------------------------------------------------------------------------------------------------

    def apply(self) -> str:
        """The new text of the whole file.

        Raises:
            EditConflict: Edits overlap, or the result does not parse.
        """
        # Imports go first: what else is put at the top of the file may need them.
        spans = [*self._imports.spans(), *self._spans, *self._rewritten_f_strings()]
        result = splice(self.module.source, 0, len(self.module.source), spans)
        try:
            ast.parse(result.removeprefix("\ufeff"))
        except (SyntaxError, ValueError, RecursionError) as error:
            raise EditConflict(f"the edited text does not parse: {error}") from error
        return wrapped(self.module.source, quoted(self.module.source, result))

    def in_place_of(self, node: ast.expr, text: str) -> str:
        """``text`` with the parentheses that the place of ``node`` needs.

        A generator that is the only argument of a call shares its parentheses with the call, and hands them on.
        """
        parent = self.module.parents[node]
        text = self._fitted(text, asked(parent, node))
        if isinstance(parent, ast.Call) and parent.args == [node] and not parent.keywords:
            shared = isinstance(node, ast.GeneratorExp) and self._ends(parent) == self._ends(node)
            generator = isinstance(ast.parse(text, mode="eval").body, ast.GeneratorExp)
            if generator and not shared:
                return text[1:-1]
            if shared and not generator:
                return f"({text})"
        return text

    def _ends(self, node: ast.AST) -> int:
        return self.module.text.span(node)[1]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _fitted(self, text: str, need: int) -> str:
        try:
            return fitted(text, need)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise EditConflict(f"not an expression: {text!r}") from error

    def _spliced(self, start: int, end: int, node: ast.AST, chosen: Mapping[ast.expr, str]) -> str:
        inside = _Splice(self, chosen)
        inside.collect(node)
        return inside.apply(start, end)

    def _in_f_string(self, node: ast.AST) -> bool:
        current: ast.AST | None = self.module.parents.get(node)
        while isinstance(current, ast.expr | ast.comprehension | ast.keyword):
            if isinstance(current, ast.JoinedStr):
                return True
            current = self.module.parents.get(current)
        return False

    def _f_string_around(self, node: ast.AST) -> ast.JoinedStr:
        """The outermost f-string around an expression: the only one whose position is exact before Python 3.12."""
        found: ast.JoinedStr | None = None
        current: ast.AST | None = self.module.parents.get(node)
        while isinstance(current, ast.expr | ast.comprehension | ast.keyword):
            if isinstance(current, ast.JoinedStr):
                found = current
            current = self.module.parents.get(current)
        assert found is not None
        return found

    def _rewritten_f_strings(self) -> list[tuple[int, int, str]]:
        spans = []
        for outer, chosen in self._f_strings.items():
            try:
                text = ast.unparse(_with_parts(outer, chosen))
            except (SyntaxError, ValueError) as error:
                raise EditConflict(f"an f-string that cannot be written anew: {error}") from error
            plain = text[2:-1] if text.startswith("f'") and text.count("'") == 2 else None
            if plain is not None and '"' not in plain and "\\" not in plain:
                text = f'f"{plain}"'
            start, end = self.module.text.span(outer)
            spans.append((start, end, text))
        return spans

    def _shares_line(self, statement: ast.stmt) -> bool:
        source, text = self.module.source, self.module.text
        start, end = text.span(statement)
        before = source[text.line_start(first_line(statement)) : start]
        after = source[end : text.line_start((statement.end_lineno or statement.lineno) + 1)].strip()
        return bool(before.strip(" \t\f\ufeff")) or (after != "" and not after.startswith("#"))

    def _refuse_elif(self, statement: ast.stmt) -> None:
        if self.module.text.is_elif(statement):
            raise EditConflict("an elif branch is no statement of its own")

    def _lines(self, first: ast.stmt, last: ast.stmt, *, attached: bool) -> tuple[int, int]:
        """Offsets of the whole lines of neighbouring statements, line ends included."""
        for statement in (first, last):
            if self._shares_line(statement):
                raise EditConflict("the statement shares its line with another")
            self._refuse_elif(statement)
        text = self.module.text
        line = first_line(first)
        if attached:
            indent = text.indent(first)
            while line > 1:
                above = text.line(line - 1)
                if not (above.startswith(indent + "#")):
                    break
                line -= 1
            if line == 1 and self.module.parents.get(first) is self.module.tree:
                line = first_line(first)  # comments at the very top belong to the file
        return text.line_start(line), text.line_start((last.end_lineno or last.lineno) + 1)

    def _lines_text(self, text: str, indent: str) -> str:
        newline = self.module.text.newline
        if indent.startswith("\t"):
            text = _WIDE_INDENT.sub(lambda found: "\t" * (len(found.group()) // 4), text)
        block = indent_block(text.strip("\n"), indent)
        return block.replace("\n", newline) + newline

    def _remove_lines(self, first: ast.stmt, last: ast.stmt, *, attached: bool = False) -> None:
        start, end = self._lines(first, last, attached=attached)
        parent = self.module.parents[first]
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and block and block[0] is first and block[-1] is last:
                self._spans.append((start, end, self._lines_text("pass", self.module.text.indent(first))))
                return
        if attached:  # of the empty lines around it one is enough
            text, after = self.module.source, end
            while text.startswith(self.module.text.newline, after):
                after += len(self.module.text.newline)
            if after > end and text.endswith(2 * self.module.text.newline, 0, start):
                end = after
        self._spans.append((start, end, ""))


def _with_parts(node: ast.AST, chosen: Mapping[ast.AST, str]) -> ast.AST:
    """A copy of a tree with some of its expressions replaced by text."""
    if node in chosen:
        return ast.parse(chosen[node], mode="eval").body
    fields = {}
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            value = _with_parts(value, chosen)
        elif isinstance(value, list):
            value = [_with_parts(part, chosen) if isinstance(part, ast.AST) else part for part in value]
        fields[name] = value
    return ast.copy_location(type(node)(**fields), node)


class _Splice:
    """Replaces parts of a piece of text, each fitted to its place."""

    def __init__(self, edits: Edits, chosen: Mapping[ast.AST, str] | Mapping[ast.expr, str]) -> None:
        self.edits = edits
        self.chosen: Mapping[ast.AST, str] = chosen  # type: ignore[assignment]
        self.spans: list[tuple[int, int, str]] = []

    def collect(self, node: ast.AST) -> None:
        """Find the parts to replace inside ``node``, itself included."""
        if not self.chosen:
            return
        module = self.edits.module
        stack = [node]
        while stack:
            inner = stack.pop()
            if inner not in self.chosen:
                stack += children(inner)
                continue
            text = self.chosen[inner]
            if isinstance(inner, ast.stmt):
                start, end = self.edits._lines(inner, inner, attached=False)
                indent = module.text.indent(inner)
                self.spans.append((start, end, self.edits._lines_text(text, indent) if text.strip() else ""))
            else:
                if self.edits._in_f_string(inner):
                    raise EditConflict("positions inside an f-string are not exact")
                assert isinstance(inner, ast.expr)
                start, end = module.text.span(inner)
                self.spans.append((start, end, self.edits.in_place_of(inner, text)))

    def apply(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end`` with the parts replaced."""
        return splice(self.edits.module.source, start, end, self.spans)


def splice(source: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    """``source[start:end]`` with spans replaced; insertions at one place keep their order.

    Raises:
        EditConflict: Two spans overlap.
    """
    out: list[str] = []
    position = start
    for low, high, text in sorted(spans, key=lambda span: (span[0], span[1])):
        if low < position:
            raise EditConflict("two edits overlap")
        out += [source[position:low], text]
        position = high
    out.append(source[position:end])
    return "".join(out)


def first_line(statement: ast.stmt) -> int:
    """The line where a statement starts, its decorators included."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and statement.decorator_list:
        return statement.decorator_list[0].lineno
    return statement.lineno


def comments_in(text: str) -> list[str]:
    """The comments of a piece of source that starts and ends with whole lines, in order."""
    found: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                found.append(token.string)
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return found
    return found


def tuple_of(texts: Sequence[str]) -> str:
    """A tuple of some expressions, as code; where there is one only, that one."""
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def indent_block(text: str, indent: str) -> str:
    """Indent statements; lines inside a multi-line string are left as they are."""
    inside = _lines_in_strings(text)
    lines = text.split("\n")
    return "\n".join(
        line if not line.strip() or number in inside else indent + line for number, line in enumerate(lines, 1)
    )


def dedent_block(text: str, indent: str) -> str:
    """Take the indentation of the first statement away; lines inside a multi-line string are left as they are."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not indent:
        return text
    lines = text.split("\n")
    wrapped = _lines_in_strings("if 1:\n" + text)
    return "\n".join(
        line if number + 1 in wrapped or not line.startswith(indent) else line[len(indent) :]
        for number, line in enumerate(lines, 1)
    )


def _lines_in_strings(text: str) -> set[int]:
    """Numbers of the lines that start inside a string."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {
        line
        for node in descend(tree)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
        for line in range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)
    }
