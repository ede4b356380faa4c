"""Print trees as Python, to show a counterexample and to write it as a test."""

from __future__ import annotations

import base64
import re
import struct
from collections.abc import Callable, Collection
from typing import Any

from hasten.core.tree.frame_source import frame_source
from hasten.core.tree.make import Tree
from hasten.core.tree.refs import is_numbered
from hasten.core.tree.walk import arguments, children, walk
from hasten.core.workload import CallTree

#: Names that an expression may use bare, and the import line that provides them.
_BARE = {
    "inf": "from math import inf",
    "nan": "from math import nan",
    "Decimal": "from decimal import Decimal",
    "Fraction": "from fractions import Fraction",
}
#: Parts of the constructors of builtin subclasses that travel as attributes.
_CONSTRUCTED = {"collections:defaultdict": "default_factory", "collections:deque": "maxlen"}
_BASE_TYPES = {"i": "int", "c": "complex", "b": "bytes", "t": "tuple", "f": "frozenset"}
#: Results of the simple call-backs of the child.
_PICKS = {"identity": "x", "first": "x[0]", "last": "x[-1]", "length": "len(x)", "negate": "-x", "text": "str(x)",
          "constant": "0"}  # fmt: skip
_ATOM = re.compile(r"[\w.]+(\([^()]*\))?")


def to_source(tree: Tree, *, module: str = "", by_keyword: Collection[str] = ()) -> str:
    """A Python expression that makes the value of a tree.

    Names of the module under test print bare (``$:Point`` as ``Point``), or behind ``module`` where it is given. A
    container that is aliased is named at its first place by ``:=``. What cannot be made again (a value that was cut or
    not encoded, an argument taken from the inputs callable, a call-back that logs) prints between angle brackets.

    Args:
        tree: The tree.
        module: Name that stands for the module under test, or "".
        by_keyword: Classes (``$:Point``) whose constructor takes the attributes by keyword; instances of others are
            filled attribute by attribute.
    """
    return _Printer([tree], module, by_keyword).text(tree)


def call_source(name: str, call: CallTree, *, module: str = "", by_keyword: Collection[str] = ()) -> str:
    """A Python expression that makes the call: ``dedupe([1, True], key=None)``; arguments as ``to_source``."""
    parts = arguments(call)
    printer = _Printer([part for _, part in parts], module, by_keyword)
    texts = [(f"{path[1]}=" if path[0] == "kwargs" else "") + printer.text(part) for path, part in parts]
    return f"{f'{module}.{name}' if module else name}({', '.join(texts)})"


def import_lines(source: str) -> list[str]:
    """The import statements that the text of ``to_source`` or ``call_source`` needs, sorted.

    The module under test is not among them, nor are the names taken from it.
    """
    source = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "''", source)
    words = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", source))
    lines = {line for name, line in _BARE.items() if name in words}
    modules = ("base64", "collections", "datetime", "decimal", "fractions", "functools", "io", "itertools", "math",
               "numpy", "operator", "pandas", "pathlib", "random", "re", "array", "uuid", "ipaddress",
               "string")  # fmt: skip
    lines.update(f"import {name}" for name in modules if re.search(rf"(?<![\w.]){name}\.", source))
    return sorted(lines)


class _Printer:
    """Prints the trees of one message; numbering is joint."""

    def __init__(self, trees: list[Tree], module: str, by_keyword: Collection[str]) -> None:
        self.module = module
        self.by_keyword = by_keyword
        self.next = 0
        self.open: list[int] = []
        self.late: dict[int, list[str]] = {}
        self.aliased = {
            part[1] for tree in trees for _, part in walk(tree) if isinstance(part, list) and part[0] == "r"
        }

    def text(self, tree: Tree) -> str:
        if not isinstance(tree, list):
            return _scalar(tree)
        number = self.next
        if not is_numbered(tree):
            return _PRINT[tree[0]](self, tree, number)
        self.next += 1
        if number not in self.aliased:
            return _PRINT[tree[0]](self, tree, number)
        self.open.append(number)
        text = _PRINT[tree[0]](self, tree, number)
        self.open.pop()
        if not text.startswith(f"(v{number} := "):
            text = f"(v{number} := {text})"
        late = self.late.pop(number, [])
        return f"({', '.join([text, *late])})[0]" if late else text

    def name(self, name: str) -> str:
        """Text of ``module:qualname``."""
        module, _, qualname = name.partition(":")
        if module == "$":
            module = self.module
        if module in ("", "builtins"):
            return qualname or module
        return f"{module}.{qualname}" if qualname else module

    def part(self, tree: Tree, number: int, place: str) -> tuple[str, bool]:
        """Text of a part of container ``number``, and whether it can only be put at ``place`` afterwards.

        A part that refers to a container that is still being made is set once that container exists.
        """
        held = bool(self.open) and self._reaches_open(tree)
        text = self.text(tree)
        if held:
            self.late.setdefault(self.open[0], []).append(place.format(name=f"v{number}", part=text))
            return "None", True
        return text, False

    def _reaches_open(self, tree: Tree) -> bool:
        if not isinstance(tree, list):
            return False
        if tree[0] == "r":
            return tree[1] in self.open
        return not is_numbered(tree) and any(self._reaches_open(inner) for _, inner in children(tree))

    def items(self, trees: list[Tree], number: int) -> tuple[list[str], bool]:
        """Texts of the items of a list, and whether any is put in afterwards."""
        texts, any_late = [], False
        for place, tree in enumerate(trees):
            text, late = self.part(tree, number, f"{{name}}.__setitem__({place}, {{part}})")
            texts.append(text)
            any_late |= late
        return texts, any_late

    def list(self, tree: Tree, number: int) -> str:
        texts, late = self.items(tree[1], number)
        return _named(f"[{', '.join(texts)}]", number, late)

    def tuple(self, tree: Tree, number: int) -> str:
        texts = [self.text(item) for item in tree[1]]
        return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"

    def dict(self, tree: Tree, number: int) -> str:
        texts, any_late = [], False
        for pair in tree[1]:
            if len(pair) != 2:
                texts.append(self.text(pair))
                continue
            key, value = pair
            name = self.text(key)
            place = name.replace("{", "{{").replace("}", "}}")
            text, late = self.part(value, number, f"{{name}}.__setitem__({place}, {{part}})")
            texts.append(f"{name}: {text}")
            any_late |= late
        return _named(f"{{{', '.join(texts)}}}", number, any_late)

    def set(self, tree: Tree, number: int) -> str:
        return f"{{{', '.join([self.text(item) for item in tree[1]])}}}" if tree[1] else "set()"

    def frozenset(self, tree: Tree, number: int) -> str:
        return f"frozenset({self.set(tree, number)})" if tree[1] else "frozenset()"

    def object(self, tree: Tree, number: int) -> str:
        frame = frame_source(tree, self.text) if tree[1].startswith("pandas") else None
        if frame is not None:
            return frame
        cls = self.name(tree[1])
        if tree[1] in self.by_keyword:
            texts, any_late = [], False
            for name, value in tree[2].items():
                text, late = self.part(value, number, f"object.__setattr__({{name}}, {name!r}, {{part}})")
                texts.append(f"{name}={text}")
                any_late |= late
            return _named(f"{cls}({', '.join(texts)})", number, any_late)
        if not tree[2]:
            return f"object.__new__({cls})"
        # Filled one by one, so that a field may refer to the object itself.
        steps = [f"v{number} := object.__new__({cls})"]
        steps.extend(f"object.__setattr__(v{number}, {name!r}, {self.text(value)})" for name, value in tree[2].items())
        return f"({', '.join(steps)})[0]"

    def subclass(self, tree: Tree, number: int) -> str:
        _, cls, base, attributes = tree
        own = self.name(cls)
        attributes = dict(attributes)
        tag = base[0] if isinstance(base, list) else ""
        if tag in ("l", "d", "s", "B"):
            inner = _PRINT[tag](self, base, number)
            extra = attributes.pop(_CONSTRUCTED.get(cls, ""), None)
            if cls == "collections:defaultdict":
                text = f"{own}({self.text(extra)}, {inner})"
            else:
                text = f"{own}({inner}{'' if extra is None else ', ' + self.text(extra)})"
        else:
            inner = self.text(base)
            text = f"{_BASE_TYPES.get(tag) or type(base).__name__}.__new__({own}, {inner})"
        if not attributes:
            return text
        steps = [f"v{number} := {text}"]
        steps.extend(f"setattr(v{number}, {name!r}, {self.text(value)})" for name, value in attributes.items())
        return f"({', '.join(steps)})[0]"

    def array(self, tree: Tree, number: int) -> str:
        _, dtype, shape, content, *rest = tree
        if isinstance(content, list) and content[:1] == ["cut"]:
            return f"<array of {dtype}, shape {tuple(shape)}>"
        if isinstance(content, list):
            cells: list[str] | None = [self.text(item) for item in content]
        else:
            cells = _array_numbers(dtype, content)
        kind = dtype if dtype.startswith("[") else repr(dtype)
        if cells is None:
            flat = f"numpy.frombuffer(base64.b64decode({content!r}), {kind}).copy()"
        else:
            flat = f"numpy.array([{', '.join(cells)}], dtype={kind})"
        text = flat if shape == [len(cells or ())] else f"{flat}.reshape({tuple(shape)!r})"
        flags = rest[0] if rest else {}
        if flags.get("order") == "F":
            text = f"numpy.asfortranarray({text})"
        if flags.get("readonly"):
            text = f"(v{number} := {text}, v{number}.setflags(write=False))[0]"
        return text

    def iterator(self, tree: Tree, number: int) -> str:
        items = f"[{', '.join([self.text(item) for item in tree[2]])}]"
        if tree[1] == "gen":
            # A name cannot be given inside a generator expression.
            return f"(lambda xs: (x for x in xs))({items})" if ":=" in items else f"(item for item in {items})"
        return f"map(lambda item: item, {items})" if tree[1] == "map" else f"iter({items})"

    def expression(self, tree: Tree, number: int) -> str:
        return str(tree[1]) if _ATOM.fullmatch(tree[1]) else f"({tree[1]})"

    def octets(self, content: Any) -> str:
        return repr(content.encode("latin-1")) if isinstance(content, str) else self.text(content)

    def function(self, tree: Tree, number: int) -> str:
        if tree[1] == "pick" and tree[2].get("how", "identity") in _PICKS:
            return f"(lambda x, *_: {_PICKS[tree[2].get('how', 'identity')]})"
        spec = ", ".join(f"{name}={value!r}" for name, value in tree[2].items())
        return f"<call-back {tree[1]}{' ' + spec if spec else ''}>"


def _named(text: str, number: int, late: bool) -> str:
    return f"(v{number} := {text})" if late else text


def _scalar(value: Any) -> str:
    if isinstance(value, float):
        return "nan" if value != value else repr(value)
    return repr(value)


def _array_numbers(dtype: str, content: str) -> list[str] | None:
    """The numbers of a small array as text, or None where they are not of a simple type."""
    code = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "i8": "q", "u8": "Q", "f4": "f",
            "f8": "d", "b1": "?"}.get(dtype.lstrip("<>=|"))  # fmt: skip
    if code is None:
        return None
    try:
        data = base64.b64decode(content, validate=True)
        return [_scalar(cell) for (cell,) in struct.iter_unpack((">" if dtype[0] == ">" else "<") + code, data)]
    except (ValueError, struct.error):
        return None


_PRINT: dict[str, Callable[[_Printer, Tree, int], str]] = {
    "i": lambda printer, tree, number: str(tree[1]) if len(tree[1]) > 400 else str(int(tree[1], 16)),
    "c": lambda printer, tree, number: f"complex({_scalar(tree[1])}, {_scalar(tree[2])})",
    "b": lambda printer, tree, number: printer.octets(tree[1]),
    "B": lambda printer, tree, number: f"bytearray({printer.octets(tree[1])})",
    "l": _Printer.list,
    "t": _Printer.tuple,
    "d": _Printer.dict,
    "s": _Printer.set,
    "f": _Printer.frozenset,
    "r": lambda printer, tree, number: f"v{tree[1]}",
    "o": _Printer.object,
    "u": _Printer.subclass,
    "e": lambda printer, tree, number: f"{printer.name(tree[1])}.{tree[2]}",
    "n": lambda printer, tree, number: printer.name(tree[1]),
    "x": _Printer.expression,
    "a": _Printer.array,
    "it": _Printer.iterator,
    "fn": _Printer.function,
    "m": lambda printer, tree, number: f"<argument {tree[2]} of input {tree[1]}, made again>",
    "?": lambda printer, tree, number: f"<{tree[1]} {tree[2]}>",
    "cut": lambda printer, tree, number: f"<{tree[1]} more>",
}
