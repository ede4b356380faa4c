"""What mypyc was seen to compile to something else than Python does is refused."""

from __future__ import annotations

import pytest
from tests.proposers.compile.differential import snippets

from hasten.code.source import parse
from hasten.proposers.compile.mypyc import world_source
from hasten.proposers.compile.refusal import Unsupported


@pytest.mark.parametrize(
    "text",
    [
        "for v in xs:\n    xs = [n]", "for ch in s:\n    out += ch\n    s +=", "for i in range(n):\n    n -=", "\nv\nreturn",
        "x in fs, x in (x, y)", "fs == fs, fs == [x]",
    ],
)  # fmt: skip
def test_what_mypyc_does_in_another_way_is_refused(text: str) -> None:
    found = [s for s in snippets() if text in s.text]
    assert found
    for snippet in found:
        module = parse(snippet.source)
        assert not isinstance(module, SyntaxError)
        with pytest.raises(Unsupported):
            world_source(module, snippet.name, snippet.domains, "test.py")
