"""A comprehension that does nothing but call one builtin for every element.

Finds:
    ``[str(x) for x in xs]`` and ``"".join(str(x) for x in xs)``, ``sum(int(d) for d in text)``: a builtin function of
    one argument, called for each element and nothing else. In a generator that is used up at once, also a method of a
    text (``any(word.isdigit() for word in words)``), a look-up (``sum(price[name] for name in names)``), a membership
    test, or a fixed subscript.

Slow because:
    The interpreter looks the name up and makes a call for every element; ``map`` calls it from C. The gain is a
    constant, 1.2 to 1.5.

Unsafe when:
    Somebody sets another function of that name on the module while the loop runs.

Example:
    Before::

        line = " ".join([str(x) for x in range(n)])

    After::

        line = " ".join(map(str, range(n)))

Source:
    The Python documentation of ``map``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.purity import words
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._named_functions import Written, function_of, written

_BUILTINS = words(
    "abs bin bool bytes chr float frozenset hash hex int len list oct ord repr reversed round set str tuple"
)
#: Builtins that use up an iterator within the call.
_CONSUMERS = words("frozenset list max min set sorted sum tuple")
#: Builtins that stop where they know the answer, as they do with a generator.
_EARLY = words("all any")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension."""
    for comprehension in code.comprehensions:
        if not isinstance(comprehension, ast.ListComp | ast.GeneratorExp) or len(comprehension.generators) != 1:
            continue
        generator, element = comprehension.generators[0], comprehension.elt
        target = generator.target
        if generator.ifs or generator.is_async or not isinstance(target, ast.Name):
            continue
        plain = (
            isinstance(element, ast.Call)
            and isinstance(element.func, ast.Name)
            and element.func.id in _BUILTINS
            and code.is_builtin(element.func.id)
            and not element.keywords
            and len(element.args) == 1
            and isinstance(element.args[0], ast.Name)
            and element.args[0].id == target.id
        )
        consumed = _is_consumed(code, comprehension)
        text = f"`{ast.unparse(comprehension)}` makes a call for every element; map makes them from C"
        if plain and (consumed or isinstance(comprehension, ast.ListComp)):
            assert isinstance(element, ast.Call)
            function: Written | None = (ast.unparse(element.func),)
        elif isinstance(comprehension, ast.GeneratorExp) and (consumed or _is_consumed(code, comprehension, _EARLY)):
            consumed = True
            nested = code.in_nested_function(comprehension)
            function = None if nested else function_of(code, element, [target.id])
        else:
            continue
        # An attribute is as quickly taken in a generator.
        if function is not None and function[:2] != ("operator", "attrgetter"):
            yield Finding(comprehension, text, partial(_change, comprehension, function, generator.iter, consumed))


def _is_consumed(code: FunctionCode, comprehension: ast.expr, builtins: frozenset[str] = _CONSUMERS) -> bool:
    """Whether a call that uses any iterable up takes it as its only or first argument."""
    parent = code.parent(comprehension)
    if not isinstance(parent, ast.Call) or not parent.args or parent.args[0] is not comprehension:
        return False
    if isinstance(parent.func, ast.Attribute):
        return parent.func.attr == "join" and len(parent.args) == 1 and not parent.keywords
    return isinstance(parent.func, ast.Name) and parent.func.id in builtins and code.is_builtin(parent.func.id)


def _change(comprehension: ast.expr, function: Written, source: ast.expr, consumed: bool, edits: Edits) -> None:
    mapped = f"map({written(function, edits)}, {edits.text(source)})"
    edits.replace(comprehension, mapped if consumed else f"list({mapped})")
