"""Types of values in a closed world of code: sets of atoms, where containers stand for the place that made them."""

from __future__ import annotations

#: ``("int",)``, ``("cls", name)``, ``("list", site)``, ... A site is the place of the code that makes the container.
Atom = tuple[object, ...]
Ty = frozenset[Atom]

NOTHING: Ty = frozenset()
ANY_ATOM: Atom = ("any",)
ANY: Ty = frozenset({ANY_ATOM})
NONE: Ty = frozenset({("none",)})
BOOL: Ty = frozenset({("bool",)})
INT: Ty = frozenset({("int",)})
FLOAT: Ty = frozenset({("float",)})
COMPLEX: Ty = frozenset({("complex",)})
STR: Ty = frozenset({("str",)})
BYTES: Ty = frozenset({("bytes",)})
RANGE: Ty = frozenset({("range",)})
#: An object of the standard library that no code of the world sees into: it never becomes a container of the world.
OPAQUE: Ty = frozenset({("ext",)})

SCALARS = frozenset({"none", "bool", "int", "float", "complex", "str", "bytes", "range"})
CONTAINERS = frozenset({"list", "dict", "set", "tuple", "iter"})
_MOST_ATOMS = 24


def one(kind: str, *rest: object) -> Ty:
    """The type of one atom."""
    return frozenset({(kind, *rest)})


def union(*types: Ty) -> Ty:
    """The smallest type that holds all; too many atoms become ``any``."""
    found = frozenset().union(*types)
    return ANY if ANY_ATOM in found or len(found) > _MOST_ATOMS else found


def kinds(type_: Ty) -> set[str]:
    """The kinds of the atoms."""
    return {str(atom[0]) for atom in type_}


def is_any(type_: Ty) -> bool:
    """Whether nothing is known of the value."""
    return ANY_ATOM in type_
