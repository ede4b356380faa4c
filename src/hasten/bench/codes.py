"""From what a model said to code that can be run."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_FENCE = re.compile(r"^[ \t]*(```+|~~~+)[ \t]*([\w+.-]*)[^\n]*\n(.*?)^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_PYTHON = ("", "py", "python", "python3", "Python")


@dataclass(frozen=True)
class NotCode:
    """Nothing in the answer is code that defines what was asked for.

    Attributes:
        reason: A phrase for the table.
    """

    reason: str


def code_of(answer: str, entry: str, *, prompt: str = "") -> str | NotCode:
    """A module that defines ``entry``, made of a model's answer.

    The first of these that parses and defines the entry: a fenced block of Python, all such blocks together, the
    answer itself, the prompt continued by the answer. What the prompt defines beside the entry (imports, functions to
    be used) stands before it. Calls that only show or test the result are left out: prints, asserts, calls of the
    entry, and what stands under ``if __name__ == "__main__"``.

    Args:
        answer: The raw text.
        entry: Name that must be defined at the top level.
        prompt: What was asked, for completions and for what it defines.
    """
    blocks: list[str] = [body for _, language, body in _FENCE.findall(answer) if language in _PYTHON]
    tries = [*blocks, "\n\n".join(blocks), answer] if blocks else [answer]
    for text in tries:
        found = defining(text, entry)
        if found is not None:
            return _context(prompt, entry) + _essential(found, text, entry)
    for text in ([*blocks, answer] if prompt else ()):
        whole = prompt.rstrip("\n") + "\n" + text.lstrip("\n")
        found = defining(whole, entry)
        if found is not None and _has_body(found, entry):
            return _essential(found, whole, entry)
    if not any(_parses(text) for text in tries):
        return NotCode("no text in the answer parses as Python")
    return NotCode(f"the answer does not define {entry}")


def program_of(answer: str) -> str | NotCode:
    """A whole program: the longest fenced block of Python that parses, else the answer itself."""
    blocks: list[str] = [b for _, language, b in _FENCE.findall(answer) if language in _PYTHON and _parses(b)]
    if blocks:
        return max(blocks, key=len)
    return answer if _parses(answer) else NotCode("no text in the answer parses as Python")


def defining(text: str, entry: str) -> ast.Module | None:
    """The module, if it parses and defines ``entry`` at its top level as a function or by assignment."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == entry:
            return tree
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == entry for t in node.targets):
            return tree
    return None


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(text.strip())


def _has_body(tree: ast.Module, entry: str) -> bool:
    """Whether the entry holds more than the prompt's docstring."""
    bodies = [n.body for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == entry]
    return any(len(body) > 1 or not _is_text(body[0]) for body in bodies)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _context(prompt: str, entry: str) -> str:
    """What the prompt defines beside the entry, as text that ends in blank lines, or nothing."""
    try:
        tree = ast.parse(prompt)
    except (SyntaxError, ValueError, RecursionError):
        return ""
    kept = [
        node for node in tree.body
        if not _is_text(node) and not (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == entry)
    ]
    parts = [ast.get_source_segment(prompt, node) or "" for node in kept if not isinstance(node, ast.Assert)]
    return "\n".join(parts) + "\n\n\n" if parts else ""


def _essential(tree: ast.Module, text: str, entry: str) -> str:
    """The text without the lines of statements that only show or test."""
    lines = text.splitlines(keepends=True)
    for node in tree.body:
        if _only_shows(node, entry) and node.end_lineno is not None:
            for number in range(node.lineno - 1, node.end_lineno):
                lines[number] = "\n"
    shortened = "".join(lines)
    return shortened if defining(shortened, entry) is not None else text


def _only_shows(node: ast.stmt, entry: str) -> bool:
    if isinstance(node, ast.Assert):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
        return node.value.func.id in ("print", entry, "main")
    if isinstance(node, ast.If):
        return "__name__" in ast.unparse(node.test)
    if isinstance(node, ast.For):
        return all(_only_shows(inner, entry) for inner in node.body)
    return False
