"""Which functions of a file are worth a look, read from the bytecode that the compiler makes in a fraction of a second.

Nearly every pattern needs a loop, and five functions of six have none. Compiling a file is ten times as fast as turning
it into a tree of objects, so that most files are done with here.
"""

from __future__ import annotations

import dis
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

#: Going back is what every loop does; a comprehension is a code object of its own before Python 3.12.
_BACK = frozenset(number for name, number in dis.opmap.items() if "BACKWARD" in name or name == "FOR_ITER")
#: Rules that need no loop, each with names of which the function must use one.
WITHOUT_LOOP = {
    "sorted_for_one_element": frozenset({"sorted", "sort"}),
    "copied_keys_membership": frozenset({"keys", "list", "set", "sorted", "tuple", "frozenset"}),
    "list_copied_to_grow": frozenset({"sum"}),
    "removal_at_front_of_list_attribute": frozenset({"pop", "insert"}),
    "attribute_sorted_after_every_addition": frozenset({"sort", "sorted"}),
    "keys_made_in_comparison": frozenset({"cmp_to_key"}),
    "elements_parsed_in_comparison": frozenset({"cmp_to_key"}),
    "hash_of_too_little": frozenset({"__hash__"}),
    "pattern_that_backtracks": frozenset(
        {"match", "fullmatch", "search", "findall", "finditer", "split", "sub", "subn"}
    ),
}
#: Rules for a method that asks for membership once; the loop is around its call.
SEARCHING = frozenset({"membership_test_on_list_attribute"})
_CONTAINS = dis.opmap["CONTAINS_OP"]
#: Rules for functions that keep something for an error.
RAISING = frozenset({"value_made_for_errors"})
_RAISE, _KEEP = dis.opmap["RAISE_VARARGS"], dis.opmap["STORE_FAST"]
#: Rules for functions that call themselves.
RECURSIVE = frozenset({"recursion_without_memory"})


@dataclass(frozen=True)
class Sketch:
    """A function as the gate sees it.

    Attributes:
        line: First line, that of the first decorator where there is one.
        loops: Whether it, or a function inside it, goes back.
        names: Every name that it, or a function inside it, uses, and its own where Python asks for it (``__hash__``).
        recursive: Whether its own name is among them.
        searches: Whether it uses a private name and asks for membership.
        raises: Whether it raises an error, and keeps something in a variable.
    """

    line: int
    loops: bool
    names: frozenset[str]
    recursive: bool
    searches: bool
    raises: bool = False

    def may_match(self, rule: str) -> bool:
        """Whether a rule may find something in it."""
        if self.loops:
            return True
        if rule in RECURSIVE:
            return self.recursive
        if rule in SEARCHING:
            return self.searches
        if rule in RAISING:
            return self.raises
        return not self.names.isdisjoint(WITHOUT_LOOP.get(rule, ()))

    @property
    def interesting(self) -> bool:
        """Whether any rule may."""
        named = any(not self.names.isdisjoint(names) for names in WITHOUT_LOOP.values())
        return self.loops or self.recursive or self.searches or self.raises or named


def sketches(source: str) -> dict[int, Sketch] | SyntaxError:
    """The functions of a file by first line, those in classes and in functions too, or why it does not compile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            code = compile(source.removeprefix("\ufeff"), "<scanned>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return error
        except (ValueError, RecursionError, MemoryError, OverflowError) as error:
            return SyntaxError(str(error) or type(error).__name__)
    return {inner.co_firstlineno: _sketch(inner) for inner in _inside(code)}


def _inside(code: CodeType) -> Iterator[CodeType]:
    """Code objects below one; of several on one line the outermost comes last."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _inside(constant)
            yield constant


def _sketch(code: CodeType) -> Sketch:
    parts = [code, *_inside(code)]
    names = frozenset(name for part in parts for name in (*part.co_names, *part.co_freevars))
    steps = [part.co_code[::2] for part in parts]
    loops = any(not _BACK.isdisjoint(codes) for codes in steps)
    private = any(name.startswith("_") and not name.endswith("__") for name in names)
    searches = private and any(_CONTAINS in codes for codes in steps)
    special = {code.co_name} if code.co_name.startswith("__") else set()
    raises = any(_RAISE in codes and _KEEP in codes for codes in steps)
    return Sketch(code.co_firstlineno, loops, names | special, code.co_name in names, searches, raises)
