"""Computing something anew for every character of a text, though a text has few different ones.

Finds:
    ``"".join(f(c) for c in text)``, ``sum(f(c) for c in text)`` and other comprehensions over a text whose element is
    made of the character alone, by more than a name or one cheap call; also ``map(int, text)``.

Slow because:
    The expression runs once per character; a text of thousands of characters has some dozens of different ones. A
    table that fills itself holds the value of each character once it was asked for, and is looked up from C. Where the
    value depends on nothing but the character, a table of the ASCII characters is made when the module is imported.
    The gain is a constant, 2 to 50.

Unsafe when:
    Somebody sets another function of the name of a builtin. Texts of other characters than ASCII gain nothing where the
    table is made ahead.

Example:
    Before::

        coded = "".join([chr((ord(c) - 97 + 5) % 26 + 97) for c in text])

    After::

        OF_EACH = {code: chr((code - 97 + 5) % 26 + 97) for code in range(128)}

        coded = text.translate(OF_EACH)

Source:
    Michie, "Memo" functions and machine learning, Nature 218 (1968); the Python documentation of ``str.translate``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import Edits
from hasten.code.function import FunctionCode
from hasten.code.loops import constant_int
from hasten.code.match import equal, match
from hasten.code.purity import words
from hasten.code.scopes import COMPREHENSIONS, loaded
from hasten.code.source import descend
from hasten.code.types import only
from hasten.proposers.rules._added_helpers import helper_class, helper_constant
from hasten.proposers.rules._constants import constant_of
from hasten.proposers.rules._finding import Finding

#: Cheaper elements cost no more than the look-up.
_LEAST_OPERATIONS = 2
_OPERATIONS = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.IfExp, ast.BoolOp)
#: A number read from a text costs as much as several other operations.
_COSTLY = ("int", "float")
_MUTABLE = (ast.List, ast.Dict, ast.Set, *COMPREHENSIONS)
#: What uses an iterator up within the call, element by element.
_CONSUMERS = words("all any frozenset list max min set sorted sum tuple")
#: What never raises ``LookupError``, which ``translate`` takes for "leave the character as it is".
_SURE_BUILTINS = words("abs bin bool chr float hex int len max min oct ord repr str")
_SURE_METHODS = words(
    "capitalize casefold center count endswith find get isalnum isalpha isascii isdecimal isdigit isidentifier islower "
    "isnumeric isprintable isspace istitle isupper ljust lower lstrip replace rjust rstrip startswith strip swapcase "
    "title upper zfill index"
)
_FILLED = '''class {{name}}(dict):
    """What a function makes of each character{by}, computed when it is first asked for."""

    def __init__(self, of):
        self.of = of

    def __missing__(self, {key}):
        value = self[{key}] = self.of({character})
        return value
'''
#: A table that stays must not change: whoever looked would see it, and it would grow with odd texts.
_FIXED = '''class {{name}}(dict):
    """What a function makes of each character{by}, computed ahead for those of ASCII."""

    def __init__(self, of):
        self.of = of
        for {key} in {ascii}:
            try:
                self[{key}] = of({character})
            except Exception:
                pass  # raised again when it is asked for

    def __missing__(self, {key}):
        return self.of({character})
'''
_CHARACTER = {"by": "", "key": "character", "character": "character", "ascii": "map(chr, range(128))"}
_CODE = {"by": ", by code", "key": "code", "character": "chr(code)", "ascii": "range(128)"}


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per comprehension, then those for numbers read by ``map``."""
    for comprehension in code.comprehensions:
        if not isinstance(comprehension, ast.ListComp | ast.GeneratorExp) or len(comprehension.generators) != 1:
            continue
        generator = comprehension.generators[0]
        element, target = comprehension.elt, generator.target
        if generator.ifs or generator.is_async or not isinstance(target, ast.Name):
            continue
        # A list made once per character must not become one list for all.
        if isinstance(element, _MUTABLE) or _operations(code, element) < _LEAST_OPERATIONS:
            continue
        if target.id not in loaded(element) or not only(code.type_of(generator.iter), "str"):
            continue
        if not code.pure(element) or not _immutable(code, element):
            continue
        if _is_made_of_number(code, generator.iter) and not _lasts(code, element, target.id):
            continue
        consumed = _is_consumed(code, comprehension)
        if isinstance(comprehension, ast.GeneratorExp) and not consumed:
            continue
        text = (
            f"`{ast.unparse(element)}` is computed for every character of {ast.unparse(generator.iter)}; "
            "a table holds it once for each different one"
        )
        yield Finding(comprehension, text, partial(_change, code, comprehension, generator, target.id, consumed))
    for call in code.all(ast.Call):
        arguments = code.builtin_call(call, "map", 2)
        if not arguments or not isinstance(arguments[0], ast.Name) or arguments[0].id not in _COSTLY:
            continue
        constant = isinstance(arguments[1], ast.Constant)
        if not constant and code.is_builtin(arguments[0].id) and only(code.type_of(arguments[1]), "str"):
            text = f"`{ast.unparse(call)}` reads a number anew from every character; a table holds it"
            yield Finding(call, text, partial(_change_map, code, call, arguments[0], arguments[1]))


def _operations(code: FunctionCode, element: ast.expr) -> int:
    parts = descend(element)
    read = any(isinstance(n, ast.Name) and n.id in _COSTLY and code.is_builtin(n.id) for n in parts)
    return sum(isinstance(node, _OPERATIONS) for node in parts) + read


def _is_made_of_number(code: FunctionCode, source: ast.expr) -> bool:
    """Whether the text is that of a number, too short for a table made in every call."""
    return any(code.builtin_call(source, name, 1) for name in ("bin", "hex", "oct", "str"))


def _lasts(code: FunctionCode, element: ast.expr, name: str) -> bool:
    """Whether nothing but the character decides what the element is."""
    others = loaded(element) - {name}
    return all(map(code.is_builtin, others)) and not any(isinstance(node, _MUTABLE) for node in descend(element))


def _immutable(code: FunctionCode, element: ast.expr) -> bool:
    """Whether the element is surely a text or a number: shared, it cannot be told from a new one."""
    parts = [element.body, element.orelse] if isinstance(element, ast.IfExp) else [element]
    return all(only(code.type_of(part), "str", "int", "bool", "float", "none") for part in parts)


def _is_consumed(code: FunctionCode, comprehension: ast.expr) -> bool:
    """Whether a call that takes any iterable and uses it up has it as its only or first argument."""
    parent = code.parent(comprehension)
    if not isinstance(parent, ast.Call) or not parent.args or parent.args[0] is not comprehension:
        return False
    if isinstance(parent.func, ast.Attribute):
        return parent.func.attr == "join" and len(parent.args) == 1 and not parent.keywords
    return isinstance(parent.func, ast.Name) and parent.func.id in _CONSUMERS and code.is_builtin(parent.func.id)


def _joined(code: FunctionCode, comprehension: ast.expr) -> ast.Call | None:
    """``"".join(...)`` around a comprehension, or around the only place where the name is read that it is given."""
    parts: ast.expr = comprehension
    assign = code.parent(comprehension)
    if isinstance(assign, ast.Assign) and len(assign.targets) == 1 and isinstance(assign.targets[0], ast.Name):
        uses = code.uses(assign.targets[0].id)
        once = uses.only_looked_at and len(uses.rebinds) == len(uses.reads) == 1
        if not once or assign.targets[0].id in code.parameters:
            return None
        parts = uses.reads[0]
    call = code.parent(parts)
    found = match("''.join($parts)", call)
    return call if found is not None and found["parts"] is parts and isinstance(call, ast.Call) else None


def _never_misses(code: FunctionCode, element: ast.expr) -> bool:
    """Whether nothing in an element can raise ``LookupError``."""
    kept = set()
    for node in descend(element):
        if isinstance(node, ast.IfExp):
            asked = match("$key in $table", node.test)
            if asked is not None and match("$table[$key]", node.body) is not None:
                assert isinstance(node.body, ast.Subscript)
                if equal(node.body.value, asked["table"]) and equal(node.body.slice, asked["key"]):
                    kept.add(node.body)
        if isinstance(node, ast.Subscript) and node not in kept and not _within(code, node):
            return False
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if not (name in _SURE_BUILTINS and code.is_builtin(name)) and method not in _SURE_METHODS:
                return False
    return True


def _within(code: FunctionCode, node: ast.Subscript) -> bool:
    """``table[(...) % 26]`` of a constant text or tuple that is long enough."""
    modulo = match("$n % $k", node.slice)
    table = constant_of(code, node.value)
    bound = constant_int(modulo["k"]) if modulo is not None else None
    if modulo is None or bound is None or not isinstance(table, str | tuple):
        return False
    return 0 < bound <= len(table) and only(code.type_of(modulo["n"]), "int")


def _change(
    code: FunctionCode,
    comprehension: ast.ListComp | ast.GeneratorExp,
    generator: ast.comprehension,
    name: str,
    consumed: bool,
    edits: Edits,
) -> None:
    element = comprehension.elt
    whole = match(f"@f({name})", element)
    function = whole.name("f") if whole is not None else f"lambda {name}: {edits.text(element)}"
    call = _joined(code, comprehension)
    if call is not None and only(code.type_of(element), "str") and _never_misses(code, element):
        table = _table(code, "ByCode", _CODE, function, element, name, edits)
        made = f"{edits.text(generator.iter, need=16)}.translate({table})"
        pieces = code.statement(comprehension)
        assign = code.parent(call)
        if call is code.parent(comprehension):
            edits.replace(call, made)
        elif isinstance(assign, ast.Assign) and code.after(pieces)[:1] == [assign]:
            # The text has a name of its own; that of its pieces would stand for the same.
            edits.remove(pieces)
            edits.replace(call, made)
        else:
            edits.replace(comprehension, made)
            edits.replace(call, edits.text(call.args[0]))
        return
    table = _table(code, "ByCharacter", _CHARACTER, function, element, name, edits)
    mapped = f"map({table}.__getitem__, {edits.text(generator.iter)})"
    edits.replace(comprehension, mapped if consumed else f"list({mapped})")


def _change_map(code: FunctionCode, call: ast.Call, function: ast.Name, source: ast.expr, edits: Edits) -> None:
    table = _table(code, "ByCharacter", _CHARACTER, function.id, function, "", edits)
    edits.replace(call, f"map({table}.__getitem__, {edits.text(source)})")


def _table(
    code: FunctionCode, kind: str, words: dict[str, str], function: str, element: ast.expr, name: str, edits: Edits
) -> str:
    """The table as an expression: a constant of the module where nothing but the character counts."""
    if not _lasts(code, element, name):
        made = helper_class(code, f"_{kind}", _FILLED.format(**words), edits)
        return f"{made}({function})"
    made = helper_class(code, f"_Ascii{kind}", _FIXED.format(**words), edits)
    return helper_constant(code, "_OF_EACH", f"{made}({function})", edits)
