"""Algorithms made for one target: closed forms and recurrences that fit what it returned for neighbouring integers.

A function of one integer whose results follow a polynomial, or a linear recurrence with constant integer coefficients,
is recognised without an entry of the index: sums of powers, Fibonacci's and Lucas' numbers, tilings, stairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from hasten.proposers.algorithms.algorithm import Algorithm

#: Highest degree of a polynomial and highest order of a recurrence.
_MOST_DEGREE, _MOST_ORDER = 6, 6
#: Values beyond those that determine a form, which it has to predict.
_SPARE = 5
#: Irregular values at the beginning that are left to guards.
_MOST_SKIPPED = 3


def forms_for(values: Mapping[int, int], modulus: int = 0) -> list[Algorithm]:
    """Algorithms that give these values, closed forms first.

    Args:
        values: Results by argument; what counts are those of neighbouring arguments from 0 on.
        modulus: A modulus that the target takes its results by and that none of the values has reached, or 0.
    """
    run: list[int] = []
    while len(run) in values:
        run.append(values[len(run)])
    for start in range(_MOST_SKIPPED + 1):
        terms = run[start:]
        found = _polynomial(terms, start) or _recurrence(terms, start, modulus)
        if found:
            return found
    return []


# -- polynomials -------------------------------------------------------------------------------------------------------


def _polynomial(terms: Sequence[int], start: int) -> list[Algorithm]:
    differences = [list(terms)]
    while any(differences[-1]) and len(differences) <= _MOST_DEGREE + 1:
        last = differences[-1]
        differences.append([b - a for a, b in pairwise(last)])
    degree = len(differences) - 2
    if any(differences[-1]) or not 1 <= degree <= _MOST_DEGREE or len(terms) < degree + 1 + _SPARE:
        return []
    coefficients = _interpolated([row[0] for row in differences[:-1]], start)
    text = f"def closed_form(n):\n    return {_polynomial_text(coefficients)}\n"
    return [_made("closed_form", text, "O(1)", "a polynomial through all values seen", "finite differences")]


def _interpolated(leading: Sequence[int], start: int) -> list[Fraction]:
    """Coefficients, lowest first, of the polynomial with these leading differences at ``start``."""
    total = [Fraction(0)] * len(leading)
    basis = [Fraction(1)]
    for order, difference in enumerate(leading):
        for power, coefficient in enumerate(basis):
            total[power] += difference * coefficient
        # The next falling factorial: times (n - start - order) over (order + 1).
        longer = [Fraction(0)] * (len(basis) + 1)
        for power, coefficient in enumerate(basis):
            longer[power + 1] += coefficient
            longer[power] -= coefficient * (start + order)
        basis = [coefficient / (order + 1) for coefficient in longer]
    return total


def _polynomial_text(coefficients: Sequence[Fraction]) -> str:
    """The polynomial as Python over ``n``: linear factors where it has rational ones, one exact division at the end."""
    divisor = 1
    for coefficient in coefficients:
        divisor = divisor * coefficient.denominator // _gcd(divisor, coefficient.denominator)
    rest = [int(coefficient * divisor) for coefficient in coefficients]
    factors = []
    while len(rest) > 1 and (root := _rational_root(rest)) is not None:
        numerator, denominator = root
        factors.append(_linear_text(denominator, -numerator))
        rest = _divided(rest, numerator, denominator)
    if len(rest) > 1:
        terms = [
            _term_text(coefficient, power) for power, coefficient in reversed(list(enumerate(rest))) if coefficient
        ]
        text = " + ".join(terms).replace("+ -", "- ")
        factors.append(f"({text})" if factors or divisor > 1 else text)
    elif rest[0] != 1 or not factors:
        factors.insert(0, str(rest[0]))
    return " * ".join(factors) + (f" // {divisor}" if divisor > 1 else "")


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def _rational_root(coefficients: Sequence[int]) -> tuple[int, int] | None:
    """A root as numerator and denominator, small ones only."""
    for denominator in (1, 2, 3):
        for numerator in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5):
            value = sum(c * Fraction(numerator, denominator) ** power for power, c in enumerate(coefficients))
            if value == 0 and _gcd(abs(numerator), denominator) == 1:
                return numerator, denominator
    return None


def _divided(coefficients: Sequence[int], numerator: int, denominator: int) -> list[int]:
    """The quotient by ``denominator * n - numerator``, which divides exactly."""
    quotient: list[int] = []
    carry = 0
    for coefficient in reversed(coefficients[1:]):
        carry = (coefficient + carry * numerator) // denominator
        quotient.append(carry)
    return quotient[::-1]


def _linear_text(slope: int, constant: int) -> str:
    first = "n" if slope == 1 else f"{slope} * n"
    if constant == 0:
        return first if slope == 1 else f"({first})"
    return f"({first} {'+' if constant > 0 else '-'} {abs(constant)})"


def _term_text(coefficient: int, power: int) -> str:
    if power == 0:
        return str(coefficient)
    base = "n" if power == 1 else f"n**{power}"
    if abs(coefficient) == 1:
        return base if coefficient == 1 else f"-{base}"
    return f"{coefficient} * {base}"


# -- recurrences -------------------------------------------------------------------------------------------------------


def _recurrence(terms: Sequence[int], start: int, modulus: int) -> list[Algorithm]:
    weights = _berlekamp_massey(terms)
    order = len(weights)
    if not 1 <= order <= _MOST_ORDER or len(terms) < 2 * order + _SPARE or any(w.denominator > 1 for w in weights):
        return []
    factors = [int(weight) for weight in weights]
    if order == 1:
        power = f"{factors[0]} ** (n - {start})" if start else f"{factors[0]} ** n"
        scale = "" if terms[0] == 1 else f"{terms[0]} * "
        text = f"def geometric(n):\n    return {scale}{power} if n >= {start} else {terms[0]}\n"
        return [_made("geometric", text, "O(log n)", "each value is the one before times a constant", "powers")]
    return [
        *_geometric_sum(factors, terms, start),
        _made("linear_recurrence", _loop_text(factors, terms, start, modulus), "O(n)", *_EXACT),
        _made("linear_recurrence_by_doubling", _doubling_text(factors, terms, start, modulus), "O(log n)", *_EXACT),
    ]


def _geometric_sum(factors: Sequence[int], terms: Sequence[int], start: int) -> list[Algorithm]:
    """``a * c**n + b``, where each step is ``c`` times the one before."""
    if len(factors) != 2 or factors[0] + factors[1] != 1:
        return []
    ratio = -factors[1]
    scale, rest = divmod(terms[1] - terms[0], ratio - 1)
    if rest or ratio < 2:
        return []
    power = f"{ratio} ** (n - {start})" if start else f"{ratio}**n"
    offset = terms[0] - scale
    sign = "+" if offset > 0 else "-"
    text = f"{'' if scale == 1 else f'{scale} * '}{power} {sign} {abs(offset)}"
    source = f"def geometric_sum(n):\n    return {text} if n >= {start} else {terms[0]}\n"
    return [_made("geometric_sum", source, "O(log n)", "each step is the one before times a constant", "powers")]


_EXACT = ("each value is a fixed combination of those before it, in integers", "linear recurrences")


def _berlekamp_massey(terms: Sequence[int]) -> list[Fraction]:
    """Weights w with ``t[i] = w[0] t[i-1] + w[1] t[i-2] + ...`` for all i, as few as there can be."""
    current: list[Fraction] = []
    before: list[Fraction] = []
    failed_at, failed_by = -1, Fraction(0)
    for place, term in enumerate(terms):
        guess = sum((w * terms[place - 1 - k] for k, w in enumerate(current)), Fraction(0))
        error = Fraction(term) - guess
        if error == 0:
            continue
        if failed_at < 0:
            current, failed_at, failed_by = [Fraction(0)] * (place + 1), place, error
            continue
        scale = error / failed_by
        change = [Fraction(0)] * (place - failed_at - 1) + [scale] + [-scale * w for w in before]
        size = max(len(current), len(change))
        longer = [
            (current[k] if k < len(current) else Fraction(0)) + (change[k] if k < len(change) else Fraction(0))
            for k in range(size)
        ]
        if place - len(current) > failed_at - len(before):
            before, failed_at, failed_by = current, place, error
        current = longer
    return current


_LETTERS = "abcdefgh"


def _loop_text(factors: Sequence[int], terms: Sequence[int], start: int, modulus: int) -> str:
    """A loop that keeps as many values as the recurrence looks back."""
    order = len(factors)
    names = _LETTERS[:order]
    parts = [_weighted(factor, names[order - 1 - back]) for back, factor in enumerate(factors) if factor]
    combined = " + ".join(parts).replace("+ -", "- ")
    if modulus:
        combined = f"({combined}) % {modulus}"
    shifted = ", ".join([*names[1:], combined])
    count = f"n - {start}" if start else "n"
    return (
        f"def linear_recurrence(n):\n"
        f"    {', '.join(names)} = {', '.join(map(str, terms[:order]))}\n"
        f"    for _ in range({count}):\n"
        f"        {', '.join(names)} = {shifted}\n"
        f"    return {names[0]}\n"
    )


def _weighted(factor: int, name: str) -> str:
    if factor == 1:
        return name
    return f"-{name}" if factor == -1 else f"{factor} * {name}"


def _doubling_text(factors: Sequence[int], terms: Sequence[int], start: int, modulus: int) -> str:
    """Powers of x modulo the characteristic polynomial: the weights of the first values in the n-th."""
    order = len(factors)
    count = f"n - {start}" if start else "n"
    reduce = f" % {modulus}" if modulus else ""
    first = ", ".join(map(str, terms[:order]))
    return f"""def linear_recurrence_by_doubling(n):
    factors = ({", ".join(map(str, factors))})
    if {count} < 0:
        return {terms[0]}

    def times(left, right):
        product = [0] * {2 * order - 1}
        for i, a in enumerate(left):
            for j, b in enumerate(right):
                product[i + j] += a * b
        for power in range({2 * order - 2}, {order - 1}, -1):
            for back, factor in enumerate(factors, 1):
                product[power - back] += product[power] * factor
        return [weight{reduce} for weight in product[:{order}]]

    # Powers of x modulo the characteristic polynomial, by squaring.
    weights = [{", ".join(["1", *["0"] * (order - 1)])}]
    for bit in bin({count})[2:]:
        weights = times(weights, weights)
        if bit == "1":
            weights = times(weights, [{", ".join(["0", "1", *["0"] * (order - 2)])}])
    return sum([weight * value for weight, value in zip(weights, ({first}))]){reduce}
"""


def _made(name: str, text: str, growth: str, exact: str, source: str) -> Algorithm:
    names: dict[str, object] = {}
    exec(compile(text, f"<{name}>", "exec"), names)  # made of integers here; nothing of the user's code is in it
    fast = names[name]
    assert callable(fast)
    fast.__doc__ = "What follows from the values for neighbouring integers."
    return Algorithm(name, fast, fast, ("int",), ("O(n)", growth), exact, source, text=text)
