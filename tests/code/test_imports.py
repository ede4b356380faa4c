"""Imports are found or added, at the right place, none twice."""

import pytest

from hasten.code.edits import Edits
from hasten.code.source import ParsedModule


def _with(source, *needs):
    edits = Edits(ParsedModule(source))
    names = [edits.need(*need) for need in needs]
    return names, edits.apply()


@pytest.mark.parametrize(
    ("source", "need", "name"),
    [
        ("import math\n", ("math",), "math"),
        ("import math as m\n", ("math",), "m"),
        ("import collections\n", ("collections", "deque"), "collections.deque"),
        ("from collections import deque\n", ("collections", "deque"), "deque"),
        ("from collections import deque as d\n", ("collections", "deque"), "d"),
    ],
)
def test_what_is_imported_is_used(source, need, name):
    assert _with(source, need) == ([name], source)


def test_a_name_joins_an_existing_line():
    names, text = _with(
        "from collections import Counter  # counts\n", ("collections", "deque"), ("collections", "OrderedDict")
    )
    assert names == ["deque", "OrderedDict"]
    assert text == "from collections import Counter, deque, OrderedDict  # counts\n"


def test_new_lines_go_in_order_and_names_of_one_module_share_a_line():
    _, text = _with("import os\nimport sys\n\nimport numpy\n", ("math",), ("heapq", "heappop"), ("heapq", "heapify"))
    assert text == "import math\nimport os\nimport sys\nfrom heapq import heapify, heappop\n\nimport numpy\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n    pass\n", "import math\n\n\ndef f():\n    pass\n"),
        (
            "#!/usr/bin/python\n# licence\ndef f(): pass\n",
            "#!/usr/bin/python\n# licence\nimport math\n\n\ndef f(): pass\n",
        ),
        ('"""Doc."""\n\nX = 1\n', '"""Doc."""\n\nimport math\n\nX = 1\n'),
        (
            "from __future__ import annotations\n\n# about X\nX = 1\n",
            "from __future__ import annotations\n\nimport math\n\n# about X\nX = 1\n",
        ),
        ("@d\ndef f(): pass\n", "import math\n\n\n@d\ndef f(): pass\n"),
    ],
)
def test_the_first_import_goes_behind_what_must_stay_first(source, expected):
    assert _with(source, ("math",))[1] == expected


def test_a_name_that_is_taken_is_imported_under_another():
    names, text = _with("import os\n\ndef f(deque):\n    return deque\n", ("collections", "deque"))
    assert names == ["_deque"]
    assert "from collections import deque as _deque\n" in text


def test_parenthesised_imports_are_left_alone():
    source = "from collections import (\n    Counter,\n)\n"
    _, text = _with(source, ("collections", "deque"))
    assert text == source + "from collections import deque\n"
