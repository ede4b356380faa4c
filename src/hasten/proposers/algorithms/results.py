"""Adapters of results: how what the index computes becomes what the target returns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hasten.code.precedence import ATOM, UNARY, fitted


@dataclass(frozen=True)
class ResultAdapter:
    """One way to turn a result into another.

    Attributes:
        text: Expression with ``{}`` for the result.
        apply: The same on a value; raises TypeError or ValueError where it does not apply.
        need: How tightly the place of ``{}`` asks an expression to hold together (``code/precedence``).
        in_place: Place of the parameter whose items the result replaces, or -1.
        returns_argument: With ``in_place``, whether that argument is returned; None is returned otherwise.
        plain: Whether it changes nothing but the container or the type; others are tried after these.
    """

    text: str
    apply: Callable[[Any], Any]
    need: int = 0
    in_place: int = -1
    returns_argument: bool = False
    plain: bool = True

    def value(self, result: Any, args: Sequence[Any]) -> Any:
        """What the adapted code returns; with ``in_place`` the argument is changed."""
        value = self.apply(result)
        if self.in_place < 0:
            return value
        args[self.in_place][:] = value
        return args[self.in_place] if self.returns_argument else None

    def expression(self, text: str) -> str:
        """The adapted expression for the text of a result."""
        return self.text.replace("{}", fitted(text, self.need))


IDENTITY = ResultAdapter("{}", lambda result: result)


def adapters_for(expected: Any, observed: Any, constants: Iterable[int]) -> Iterator[ResultAdapter]:
    """Adapters that turn one result into another, judging by this pair of values alone.

    Args:
        expected: What the index computes.
        observed: What the target returned.
        constants: Integers that occur in the target, as candidates for a modulus or a factor.
    """
    yield IDENTITY
    if type(expected) is type(observed):
        yield from _same_type(expected, observed, constants)
    else:
        for adapter in _OTHER_TYPES:
            if isinstance(observed, adapter[0]) and isinstance(expected, adapter[1]):
                yield adapter[2]


def in_place_adapters(places: Iterable[int]) -> Iterator[ResultAdapter]:
    """Adapters for functions that put the result into the list they were given."""
    for place in places:
        yield ResultAdapter("{}", lambda result: result, in_place=place, returns_argument=True)
        yield ResultAdapter("{}", lambda result: result, in_place=place)
        yield ResultAdapter("{}[::-1]", lambda result: result[::-1], ATOM, in_place=place)


def _same_type(expected: Any, observed: Any, constants: Iterable[int]) -> Iterator[ResultAdapter]:
    if isinstance(expected, bool):
        yield ResultAdapter("not {}", lambda result: not result, UNARY, plain=False)
    elif isinstance(expected, int):
        yield from _numbers(expected, observed, constants)
    elif isinstance(expected, list):
        yield ResultAdapter("sorted({})", sorted)
        yield ResultAdapter("{}[::-1]", lambda result: result[::-1], ATOM)
        yield ResultAdapter("sorted({}, reverse=True)", lambda result: sorted(result, reverse=True))
        if (
            expected
            and observed
            and type(expected[0]) is type(observed[0]) is int
            and abs(observed[0] - expected[0]) == 1
        ):
            yield _shifted_items(observed[0] - expected[0])
        yield ResultAdapter("[list(item) for item in {}]", lambda result: [list(item) for item in result], plain=False)
        yield ResultAdapter(
            "[tuple(item) for item in {}]", lambda result: [tuple(item) for item in result], plain=False
        )
        yield ResultAdapter(
            '["".join(item) for item in {}]', lambda result: ["".join(item) for item in result], plain=False
        )
    elif isinstance(expected, tuple):
        yield ResultAdapter("{}[::-1]", lambda result: result[::-1], ATOM)
    elif isinstance(expected, str):
        yield ResultAdapter("{}[::-1]", lambda result: result[::-1], ATOM, plain=False)


def _numbers(expected: int, observed: Any, constants: Iterable[int]) -> Iterator[ResultAdapter]:
    if isinstance(observed, bool):
        return
    difference = observed - expected
    if difference and abs(difference) < 4:
        sign, size = ("+", difference) if difference > 0 else ("-", -difference)
        yield ResultAdapter(f"{{}} {sign} {size}", lambda result: _int(result) + difference, 11, plain=False)
    yield ResultAdapter("-{}", lambda result: -_int(result), UNARY, plain=False)
    for constant in sorted(set(constants)):
        if constant > 2:
            yield modulo(constant)
    if observed == 0 > expected:
        yield ResultAdapter("max({}, 0)", lambda result: max(_int(result), 0))
    yield ResultAdapter("{} * 2", lambda result: _int(result) * 2, 12, plain=False)
    yield ResultAdapter("{} // 2", lambda result: _int(result) // 2, 12, plain=False)


def _shifted_items(by: int) -> ResultAdapter:
    sign = "+" if by > 0 else "-"
    return ResultAdapter(f"[item {sign} 1 for item in {{}}]", lambda result: [_int(item) + by for item in result])


def modulo(modulus: int) -> ResultAdapter:
    """The adapter that takes an integer modulo a constant."""
    return ResultAdapter(f"{{}} % {modulus}", lambda result: _int(result) % modulus, 12, plain=False)


def _int(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("not an integer")
    return value


def _only(kind: type) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """A function that applies to values of one type only."""

    def narrow(apply: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def narrowed(result: Any) -> Any:
            if not isinstance(result, kind):
                raise TypeError(f"not a {kind.__name__}")
            return apply(result)

        return narrowed

    return narrow


def _float(result: Any) -> float:
    if type(result) not in (int, float):
        raise TypeError("not a number")
    return float(result)


def _to(kind: type, source: Any, text: str, apply: Callable[[Any], Any], need: int = 0, *, plain: bool = True) -> Any:
    return kind, source, ResultAdapter(text, apply, need, plain=plain)


#: Type observed, type expected, adapter.
_OTHER_TYPES: tuple[tuple[Any, Any, ResultAdapter], ...] = (
    _to(tuple, list, "tuple({})", tuple),
    _to(list, tuple | set | frozenset, "list({})", list),
    _to(list, set | frozenset, "sorted({})", sorted),
    _to(list, tuple, "list({}[::-1])", lambda result: list(result[::-1]), ATOM),
    _to(set, list | tuple, "set({})", set),
    _to(list, str, "list({})", list),
    _to(str, list, '"".join({})', lambda result: "".join(result)),
    _to(str, list, '" ".join({})', lambda result: " ".join(result)),
    _to(str, list, '"".join(map(str, {}))', lambda result: "".join(map(str, result))),
    _to(bool, int, "bool({})", bool),
    _to(bool, int, "{} == 0", lambda result: result == 0, 7, plain=False),
    _to(bool, int, "{} == 1", lambda result: result == 1, 7, plain=False),
    _to(bool, list | tuple | dict | set | str, "bool({})", bool),
    _to(int, bool, "int({})", _only(bool)(int)),
    _to(int, list | tuple | dict | set | str, "len({})", len, plain=False),
    _to(int, list | tuple, "sum({})", sum, plain=False),
    _to(str, int, "str({})", _only(int)(str)),
    _to(int, str, "int({})", _only(str)(int)),
    _to(float, int | float, "float({})", _float),
    _to(dict, Counter, "dict({})", dict),
    _to(Counter, dict, "Counter({})", Counter),
    _to(list, dict, "list({}.items())", lambda result: list(result.items()), ATOM),
    _to(list, dict, "sorted({}.items())", lambda result: sorted(result.items()), ATOM),
    _to(list, dict, "list({})", list),
    _to(list, dict, "list({}.values())", lambda result: list(result.values()), ATOM),
    _to(str, bool, '"Yes" if {} else "No"', lambda result: "Yes" if result else "No", plain=False),
    _to(str, bool, '"YES" if {} else "NO"', lambda result: "YES" if result else "NO", plain=False),
)
