"""Words for new variables."""

import ast

import pytest

from hasten.code.naming import noun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("known", "known"),
        ("_known", "known"),
        ("STOP_WORDS", "stop_words"),
        ("self.names", "names"),
        ("config['hosts']", "hosts"),
        ("rows[0]", "rows"),
        ("order['class']", "order"),
        ("d.values()", "values"),
        ("sorted(names)", "names"),
        ("row.mail.lower()", "mail"),
        ("(a, b)", "items"),
    ],
)
def test_nouns(text, expected):
    assert noun(ast.parse(text, mode="eval").body) == expected
