"""What a function of a module runs, and the module without what it does not."""

from __future__ import annotations

import ast

from hasten.code.definitions import definitions_run, without

SOURCE = """import functools

class Shop:
    def total(self):
        return used()

def used():
    return 1

@functools.cache
def other():
    return used()

def calls_other():
    return other()
"""


def names(entry: str) -> list[str]:
    return [node.name for node in definitions_run(ast.parse(SOURCE), entry)]  # type: ignore[attr-defined]


def test_definitions_are_followed_by_name() -> None:
    assert ["Shop", "used"] == names("Shop.total")
    assert ["calls_other", "other", "used"] == names("calls_other")
    assert ["used"] == names("used")


def test_of_an_unknown_entry_everything_counts() -> None:
    assert 5 == len(definitions_run(ast.parse(SOURCE), "nowhere"))


def test_what_the_entry_does_not_run_is_left_blank_with_its_decorators() -> None:
    text = without(SOURCE, "other", entry="used")
    assert "def other" not in text
    assert "@functools" not in text
    assert SOURCE.count("\n") == text.count("\n")
    assert "def calls_other" in text.split("\n")[13]


def test_what_it_runs_stays_and_so_does_what_cannot_be_read() -> None:
    assert SOURCE == without(SOURCE, "other", entry="calls_other")
    assert SOURCE == without(SOURCE, "", entry="used")
    assert SOURCE == without(SOURCE, "nowhere", entry="used")
    assert "def f(:" == without("def f(:", "f", entry="g")
