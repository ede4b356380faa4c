"""Lambdas and nested functions that cross as names."""

import importlib.util
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from hasten.run.hasten_child import codec

SOURCE = """
    import math
    def made(scale, names=("a",)):
        def inner(x, *, by=2):
            return helper(x) * scale * by, names, math.floor(1.5)
        return inner, lambda x: inner(x), lambda x, y=scale: x + y
    def helper(x):
        return x + 1
    class Node:
        key = staticmethod(lambda self: 7)
    KEPT = []
    def holds():
        return lambda: KEPT
    def counting():
        n, seen = 0, []
        def inc(x):
            nonlocal n
            n += 1
            seen.append(x)
            return n
        return inc, lambda: (n, seen)
    def remembering():
        memo = {}
        def factorial(n):
            if n not in memo:
                memo[n] = n * factorial(n - 1) if n else 1
            return memo[n]
        return factorial
    def wraps(inner):
        return lambda x: inner(x)
"""


def module_of(folder: Path, name: str, source: str = SOURCE) -> ModuleType:
    file = folder / f"{name}.py"
    file.write_text(textwrap.dedent(source))
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def again(module: ModuleType, value: object) -> object:
    tree = codec.encode(value, module_name=module.__name__, nested=True)
    return codec.decode(tree, codec.names_for(module))


def test_nested_functions_keep_cells_defaults_and_one_another(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_a")
    inner, through, defaulted = again(module, module.made(3))  # type: ignore[misc]
    assert ((6 * 2, ("a",), 1), (6 * 5, ("a",), 1)) == (inner(1), inner(1, by=5))
    assert inner(4) == through(4)
    assert (8, 6) == (defaulted(5), defaulted(5, 1))
    assert "made.<locals>.inner" == inner.__qualname__


def test_they_find_the_globals_of_the_module_and_lambdas_of_a_class(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_b")
    held = again(module, module.holds())
    assert module.KEPT is held()  # type: ignore[operator]
    assert 7 == again(module, module.Node.key)(None)  # type: ignore[operator]


def test_what_holds_something_that_may_change_is_a_container_of_its_own(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_c")
    inc, get = module.counting()
    inc(1)
    (more, read), same = again(module, [(inc, get), inc])  # type: ignore[misc]
    assert more is same
    assert (2, 3) == (more(7), more(8))
    # Both still share their cells, and the original is left alone.
    assert ((3, [1, 7, 8]), (1, [1])) == (read(), get())
    recursive = again(module, module.remembering())
    assert 24 == recursive(4)  # type: ignore[operator]
    assert ["?", "builtins:function"] == codec.encode(module.holds(), module_name=module.__name__)[:2]


def test_what_a_call_changes_in_a_call_back_that_was_made_again_can_be_seen(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_e")
    inc, _ = again(module, module.counting())  # type: ignore[misc]
    before = codec.encode(inc, module_name=module.__name__)
    inc(5)
    assert before != codec.encode(inc, module_name=module.__name__)
    plain = again(module, module.made(3)[0])
    assert "cells" in codec.encode(plain, module_name=module.__name__)[2]


def test_a_name_that_is_tried_in_vain_leaves_the_numbering_as_it_was(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_f")
    shared: list[int] = []
    value = [shared, module.wraps(module.counting()[0]), shared]
    made = again(module, value)
    assert made[0] is made[2]  # type: ignore[index]
    assert 1 == made[1](3)  # type: ignore[index]


def test_a_version_of_the_module_without_the_function_says_so(tmp_path: Path) -> None:
    module = module_of(tmp_path, "hasten_nested_d")
    tree = codec.encode(module.holds(), module_name=module.__name__, nested=True)
    other = module_of(tmp_path, "hasten_nested_d", "def holds():\n    return 1\n")
    with pytest.raises(codec.CannotDecode, match="not in the module"):
        codec.decode(tree, codec.names_for(other))
