from __future__ import annotations

import pytest

from hasten.bench.codes import NotCode, code_of, program_of

PROMPT = (
    "from typing import List\n\n\ndef helper(x):\n    return x + 1\n\n\n"
    'def f(xs: List[int]) -> int:\n    """Adds."""\n'
)


def run(text: str | NotCode, name: str = "f") -> object:
    assert isinstance(text, str), text
    names: dict[str, object] = {}
    exec(text, names)
    return names[name]


def test_a_fenced_block_that_defines_the_entry() -> None:
    found = code_of("Here it is:\n```python\ndef f(xs):\n    return sum(xs)\n```\nDone.", "f")
    assert 6 == run(found)([1, 2, 3])  # type: ignore[operator]


def test_the_block_that_defines_the_entry_is_taken_not_the_first() -> None:
    found = code_of("```python\nx = 1\n```\n```\ndef f(xs):\n    return 7\n```", "f")
    assert 7 == run(found)([])  # type: ignore[operator]


def test_blocks_that_only_work_together() -> None:
    found = code_of("```python\nf = None\n```\n~~~py\nLIMIT = 3\n~~~\n```python\ndef f(xs): return LIMIT\n```", "f")
    assert isinstance(found, str)


def test_plain_text_that_is_code() -> None:
    assert 1 == run(code_of("def f(xs):\n    return 1\n", "f"))(0)  # type: ignore[operator]


def test_a_completion_goes_on_after_the_prompt() -> None:
    found = code_of("    return helper(sum(xs))\n", "f", prompt=PROMPT)
    assert 7 == run(found)([1, 2, 3])  # type: ignore[operator]


def test_what_the_prompt_defines_beside_the_entry_stands_before_the_answer() -> None:
    found = code_of("```python\ndef f(xs: List[int]):\n    return helper(xs[0])\n```", "f", prompt=PROMPT)
    assert 5 == run(found)([4])  # type: ignore[operator]


def test_what_only_shows_or_tests_is_left_out() -> None:
    answer = (
        "def f(xs):\n    return len(xs)\n\n# Example\nprint(f([1]))\nassert f([]) == 0\nf([2])\n"
        "for xs in ([], [1]):\n    print(f(xs))\nif __name__ == '__main__':\n    raise SystemExit\nTABLE = [1]\n"
    )
    found = code_of(answer, "f")
    assert isinstance(found, str)
    assert "print" not in found
    assert "assert" not in found
    assert "SystemExit" not in found
    assert "TABLE = [1]" in found
    assert len(answer.splitlines()) == len(found.splitlines()), "lines keep their numbers"


def test_an_entry_made_by_assignment() -> None:
    assert 2 == run(code_of("f = lambda xs: 2", "f"))(0)  # type: ignore[operator]


@pytest.mark.parametrize(("answer", "reason"), [
    ("I cannot do that.", "parses"), ("", "parses"), ("```python\ndef f(:\n```", "parses"),
    ("def g(xs): return 1", "does not define f"), ("```python\ndef g(): pass\n```", "does not define f"),
])
def test_answers_that_are_no_code(answer: str, reason: str) -> None:
    found = code_of(answer, "f")
    assert isinstance(found, NotCode)
    assert reason in found.reason


def test_the_prompt_alone_is_no_answer() -> None:
    assert isinstance(code_of(PROMPT, "f", prompt=PROMPT), str)  # it does define f, and will be wrong
    assert isinstance(code_of("", "f", prompt=PROMPT), NotCode)


def test_programs() -> None:
    assert "print(input())\n" == program_of("Sure:\n```python\nprint(input())\n```\n")
    assert "print(1)" == program_of("print(1)")
    assert isinstance(program_of("no program at all :("), NotCode)
