"""Inputs outside of the declared domain: a variant may refuse them, but it may not swallow the original's error."""

from __future__ import annotations

import ast
import itertools
import random
from collections.abc import Callable, Iterator, Sequence

from hasten.core.values import CallTree, Tree, canonical, has_refs, part_at, replace_at, to_source, walk
from hasten.inputs.boundaries import kin_values
from hasten.inputs.generate import off_domain_calls
from hasten.inputs.signature import Signature, bind

#: Calls with one argument of another kind.
_MOST = 40


def swallows(old_source: str, new_source: str) -> bool:
    """Whether NEW catches exceptions that OLD does not catch, so that errors may get lost.

    Only then do calls outside of the declared domain speak against a variant that answers where the original raises.
    """
    return bool(_caught(new_source) - _caught(old_source))


def _caught(source: str) -> set[str]:
    """Names of the exception classes that handlers catch; a bare handler counts as ``BaseException``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            for kind in kinds:
                found.add("BaseException" if kind is None else ast.unparse(kind))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name == "suppress":
                found.update(ast.unparse(arg) for arg in node.args)
    return found


def kin_calls(signature: Signature, bases: Sequence[CallTree], *, numpy: bool = False) -> Iterator[CallTree]:
    """Near relatives of what an argument was declared or seen to be, each once: subclasses, scalars of other kinds.

    Args:
        signature: The parameters.
        bases: Calls from which the other arguments are taken.
        numpy: Whether numpy is installed where the code runs.
    """
    for parameter in signature.parameters:
        domain = parameter.domain if parameter.hinted else {"k": "any"}
        values = kin_values(domain, numpy=numpy)
        if not parameter.hinted:
            values += kin_values(parameter.domain, numpy=numpy) if parameter.domain["k"] != "any" else []
        turn = itertools.cycle([base for base in bases if not has_refs(base)] or [None])
        for value in values:
            for base in itertools.islice(turn, 2):
                path = (
                    next((path for p, path, _ in bind(signature, base) or [] if p is parameter), None) if base else None
                )
                if base is not None and path is not None:
                    yield replace_at(base, path, value)


_SEQUENCES: tuple[Callable[[list[Tree]], Tree], ...] = (
    lambda items: ["t", items],
    lambda items: ["it", "gen", items],
    lambda items: ["it", "iter", items],
    lambda items: ["u", "collections:deque", ["l", items], {"maxlen": None}],
    lambda items: ["s", list({canonical(i): i for i in items}.values())],
    lambda items: ["u", "builtins:dict_keys", ["l", list({canonical(i): i for i in items}.values())], {}],
)
_NUMBERS: tuple[Callable[[int | float], Tree], ...] = (
    float,
    bool,
    lambda n: str(n),
    lambda n: ["x", f"Fraction({n!r}) / 3"],
    lambda n: ["x", f"Decimal({str(n)!r})"],
    lambda n: ["c", float(n), 0.0],
    lambda n: int(n) if abs(n) < 2**62 else 1,
)


def retyped_calls(signature: Signature, bases: Sequence[CallTree], *, numpy: bool = False) -> Iterator[CallTree]:
    """Calls in which an undeclared argument is of another type with the same contents.

    A list becomes a tuple, a generator, a set; its numbers become Fractions, Decimals, texts. Of a declared argument
    only what the hint admits is tried: any sequence for ``Sequence``, one-shot iterators for ``Iterable``.
    """
    for base in [base for base in bases if not has_refs(base)][:4]:
        yield from _together(signature, base, numpy)
        for parameter, path, tree in bind(signature, base) or []:
            if isinstance(tree, list) and tree[0] == "l" and _hashable(tree[1]):
                for make in _SEQUENCES:
                    call = replace_at(base, path, make(tree[1]))
                    if not parameter.hinted or parameter.hint.rpartition(".")[2].startswith(_ABSTRACT):
                        yield call
            if parameter.domain["k"] == "ndarray" and not parameter.domain.get("dtype"):
                yield from (replace_at(base, path, variant) for variant in _arrays(tree))
            if parameter.hinted:
                continue
            places = [inner for inner, part in walk(tree) if isinstance(part, int | float) and part == part][:200]
            if not places:
                continue
            for retype in _numbers(numpy):
                call = base
                for inner in places:
                    number = part_at(tree, inner)
                    if abs(number) < 1e300:
                        call = replace_at(call, path + inner, retype(number))
                yield call


def _together(signature: Signature, base: CallTree, numpy: bool) -> Iterator[CallTree]:
    """All undeclared lists of a call as tuples, and as arrays: what adds or compares them needs them to be alike."""
    lists = [
        (path, tree)
        for parameter, path, tree in bind(signature, base) or []
        if isinstance(tree, list) and tree[0] == "l" and not parameter.hinted
    ]
    tuples, arrays = base, base
    for path, tree in lists:
        tuples = replace_at(tuples, path, ["t", tree[1]])
        arrays = replace_at(arrays, path, ["x", f"numpy.array({to_source(tree)})"])
    if len(lists) > 1 and all(_hashable(tree[1]) for _, tree in lists):
        yield tuples
    if lists and numpy and all(_alike(tree[1]) for _, tree in lists):
        yield arrays
        short = base
        for path, tree in lists:
            short = replace_at(short, path, ["x", f"numpy.array({to_source(['l', tree[1][:1]])}) * 0"])
        yield short


def _alike(items: list[Tree]) -> bool:
    """Whether items are numbers of one plain type, as those of an array are."""
    return bool(items) and {type(item) for item in items} in ({int}, {float}) and all(abs(i) < 2**62 for i in items)


def _arrays(tree: Tree) -> Iterator[Tree]:
    """The same array with items of other types, and laid out otherwise."""
    text = to_source(tree)
    for dtype in ("float32", "int64", "int32", "uint8", "bool", "complex128", "object"):
        yield ["x", f"{text}.astype({dtype!r})"]
    yield from (["x", f"numpy.asfortranarray({text})"], ["x", f"{text}[::-1]"], ["x", f"{text}[::2]"])


_ABSTRACT = ("Sequence", "Iterable", "Collection", "Reversible")


def _numbers(numpy: bool) -> Sequence[Callable[[int | float], Tree]]:
    if not numpy:
        return _NUMBERS
    return (
        *_NUMBERS,
        lambda n: ["x", f"numpy.float64({float(n)!r})"],
        lambda n: ["x", f"numpy.int64({int(n) % 1000})"],
    )


def _hashable(items: list[Tree]) -> bool:
    return all(not isinstance(item, list) or item[0] in ("i", "b", "x", "c") for item in items)


def outside_calls(signature: Signature, rng: random.Random, handled: bool) -> Iterator[CallTree]:
    """Calls outside of the domain: more where handlers make them telling, a few for the note otherwise."""
    yield from off_domain_calls(signature, rng, _MOST if handled else _MOST // 3)
