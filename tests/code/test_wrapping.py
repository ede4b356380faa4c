"""Long lines are broken where that helps to read them, and nowhere else."""

import ast
from pathlib import Path

import pytest

from hasten.code import edits, wrapping
from hasten.code.wrapping import wrapped

A, B = "alpha_of_the_readings", "beta_of_the_readings"


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (
            f"    return reader({A}[0], {B}, {A} + {B}, key=lambda: 1, other=({A}, {B}))",
            None,
        ),
        (
            f"    return reader({A}[0], {B}, {A} + {B}, ({A}, {B}))",
            f"    return reader(\n        {A}[0],\n        {B},\n        {A} + {B},\n        ({A}, {B}),\n    )",
        ),
        (
            f"    return the_reader_of_{A}({A}[0], {B}, (1, 2, 3, 4, 5))",
            f"    return the_reader_of_{A}(\n        {A}[0], {B}, (1, 2, 3, 4, 5)\n    )",
        ),
        (
            f"    found = [{A} for {A} in range(100) if {A} > 2 for {B} in [1, 2] if {B} < 5]",
            f"    found = [\n        {A}\n        for {A} in range(100)\n        if {A} > 2\n        for {B} in [1, 2]\n"
            f"        if {B} < 5\n    ]",
        ),
        (f"    {A}_{B}_{A} = {B}_{A}_{B}_{A}", None),
        (f"    {A}[{A}, {B}, {A} + {B}] = {A}[{B}, {A}, {B} + {A}]  # as it was read", None),
    ],
)
def test_a_long_line(line: str, broken: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "_LEAST", 80)
    monkeypatch.setattr(wrapping, "_MOST", 80)
    before, after = "def f():\n    pass\n", f"def f():\n{line}\n"
    assert wrapped(before, after) == (after if broken is None else f"def f():\n{broken}\n")


def test_lines_that_were_there_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"x = reader({A}, {B}, {A}, {B}, {A}, {B}, {A}, {B}, {A}, {B})\n"
    assert wrapped(text, "y = 1\n" + text) == "y = 1\n" + text
    assert wrapped("y = 1\n", text) != text
    assert wrapped("y = 1\r\n", text.replace("\n", "\r\n")) == text.replace("\n", "\r\n")


@pytest.mark.parametrize("module", [edits, wrapping, ast])
def test_real_code_keeps_its_meaning(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every line were new, and far too long: what is broken parses to the same tree."""
    monkeypatch.setattr(wrapping, "_LEAST", 40)
    monkeypatch.setattr(wrapping, "_MOST", 40)
    text = Path(str(getattr(module, "__file__"))).read_text()  # noqa: B009 - any module
    broken = wrapped("", text)
    assert broken != text
    assert ast.dump(ast.parse(broken)) == ast.dump(ast.parse(text))
