from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasten.stats.degenerate import Degenerate
from hasten.stats.growth import LABELS, GrowthFit, NotSure, fit_growth

TERMS: dict[str, Callable[[float], float]] = {
    "O(1)": lambda n: 1.0,
    "O(log n)": lambda n: math.log(n),
    "O(n)": lambda n: n,
    "O(n log n)": lambda n: n * math.log(n),
    "O(n²)": lambda n: n**2,
    "O(n² log n)": lambda n: n**2 * math.log(n),
    "O(n³)": lambda n: n**3,
    "O(2ⁿ)": lambda n: 2**n,
}


def sizes(rng: random.Random, label: str) -> list[int]:
    """8 to 14 sizes over 1.5 to 3 decades; neighbours for the exponential."""
    count = rng.randint(8, 14)
    if label == "O(2ⁿ)":
        first = rng.randint(3, 8)
        return [first + i for i in range(count)]
    low, decades = rng.choice([4, 8, 16, 64, 100]), rng.uniform(1.5, 3.0)
    return sorted({round(low * 10 ** (decades * i / (count - 1))) for i in range(count)})


def points(rng: random.Random, label: str, *, noise: float) -> list[tuple[float, float]]:
    ns, term = sizes(rng, label), TERMS[label]
    constant = rng.choice([0.0, rng.uniform(0, 1), rng.uniform(0, 3)]) * term(ns[len(ns) // 3])
    scale = 10 ** rng.uniform(-8, -5)
    return [(n, scale * (term(n) + constant) * math.exp(rng.gauss(0, noise))) for n in ns]


def answers(label: str, *, noise: float, runs: int = 40) -> Counter[str]:
    rng = random.Random(f"{label} {noise}")
    found: Counter[str] = Counter()
    for _ in range(runs):
        fit = fit_growth(points(rng, label, noise=noise))
        found["right" if str(fit) == label else "not sure" if isinstance(fit, NotSure) else "wrong"] += 1
    return found


def test_noisy_points_with_constant_terms_are_named_right_or_not_at_all() -> None:
    total: Counter[str] = Counter()
    for label in LABELS:
        found = answers(label, noise=0.03)
        assert found["right"] >= 34, (label, found)
        total += found
    assert total["wrong"] <= 3
    assert total["right"] >= 0.95 * total.total()


@pytest.mark.parametrize("label", LABELS)
def test_points_without_noise_are_named_right(label: str) -> None:
    ns = range(4, 20) if label == "O(2ⁿ)" else [16, 40, 100, 250, 600, 1500, 4000]
    fit = fit_growth([(n, 3e-7 * TERMS[label](n) + 2e-8) for n in ns])
    assert isinstance(fit, GrowthFit)
    assert fit.label == label
    assert fit.at(16) == pytest.approx(3e-7 * TERMS[label](16) + 2e-8, rel=0.05)


@pytest.mark.parametrize("exponent", [0.5, 1.5])
def test_growth_between_two_classes_is_not_forced_into_one(exponent: float) -> None:
    rng = random.Random(9)
    for _ in range(20):
        fit = fit_growth([(n, 1e-7 * n**exponent * math.exp(rng.gauss(0, 0.03))) for n in sizes(rng, "O(n)")])
        assert isinstance(fit, NotSure)


def test_a_bend_by_caches_is_no_log_factor() -> None:
    rng = random.Random(10)
    wrong = 0
    for _ in range(60):
        label = rng.choice(["O(1)", "O(n)", "O(n²)"])
        bent = points(rng, label, noise=0.02)
        knee = bent[rng.randrange(len(bent))][0]
        fit = fit_growth([(n, y * (1 + 0.12 / (1 + (knee / n) ** 2))) for n, y in bent])
        wrong += isinstance(fit, GrowthFit) and fit.label != label
    assert wrong <= 1


def test_noise_without_any_form_is_not_named() -> None:
    rng = random.Random(11)
    for _ in range(20):
        fit = fit_growth([(n, rng.uniform(0.1, 10)) for n in (10, 20, 40, 80, 160, 320, 640, 1280)])
        assert isinstance(fit, NotSure)
        assert fit.reason


def test_a_slight_rise_is_not_called_logarithmic() -> None:
    fit = fit_growth([(n, 1.0 + 0.02 * math.log2(n)) for n in (16, 64, 256, 1024, 4096, 16384)])
    assert not isinstance(fit, GrowthFit) or fit.label == "O(1)"


def test_what_cannot_be_told_apart_names_both() -> None:
    fit = fit_growth([(n, n * (1 + 0.04 * math.log2(n))) for n in (200, 400, 800, 1600, 3200)])
    assert isinstance(fit, NotSure)
    assert {"O(n)", "O(n log n)"} <= set(fit.candidates)
    assert str(fit).startswith("not sure (")


@settings(max_examples=40)
@given(st.floats(1e-12, 1e12), st.sampled_from(LABELS))
def test_the_unit_of_the_amounts_does_not_matter(scale: float, label: str) -> None:
    base = points(random.Random(12), label, noise=0.03)
    one, other = fit_growth(base), fit_growth([(n, scale * y) for n, y in base])
    assert isinstance(one, GrowthFit)
    assert isinstance(other, GrowthFit)
    assert one.label == other.label
    assert one.confidence == pytest.approx(other.confidence, rel=1e-6)


def test_memory_that_grows_in_steps_keeps_its_class() -> None:
    rng = random.Random(13)
    shapes: dict[str, Callable[[float], float]] = {
        "O(1)": lambda n: 4096.0,
        "O(n)": lambda n: 40 * 2 ** math.ceil(math.log2(1.5 * n)) + 56 * n,  # a table that doubles, and its items
        "O(n²)": lambda n: n * (8 * n + 56),
        "O(n³)": lambda n: 8 * n**3,
    }
    found: Counter[bool] = Counter()
    for label, shape in shapes.items():
        for _ in range(25):
            fit = fit_growth([(n, shape(n) + rng.uniform(0, 600)) for n in sizes(rng, label)], kind="bytes", least=1024)
            assert not isinstance(fit, GrowthFit) or fit.label == label
            found[isinstance(fit, GrowthFit)] += 1
    assert found[True] >= 90


def test_memory_below_what_is_resolved_is_constant() -> None:
    assert str(fit_growth([(n, 0.0) for n in range(10, 100, 10)], kind="bytes", least=1024)) == "O(1)"
    assert str(fit_growth([(n, 5.0 * n) for n in range(10, 100, 10)], kind="bytes", least=1024)) == "O(1)"


def test_several_amounts_at_a_size_are_replaced_by_their_median() -> None:
    clean = [(n, 1e-6 * n) for n in (10, 30, 100, 300, 1000)]
    assert fit_growth(clean) == fit_growth(clean + clean + [(n, 50 * y) for n, y in clean])


@pytest.mark.parametrize(
    "bad",
    [
        [],
        [(10, 1.0)] * 20,
        [(n, 1.0) for n in (100, 101, 102, 103, 104)],
        [(n, math.nan) for n in (1, 10, 100, 1000, 10000)],
        [(n, -1.0) for n in (1, 10, 100, 1000, 10000)],
        [(0, 1.0), (1, 1.0), (10, 1.0), (100, 1.0), (1000, 1.0)],
        [(1, 0.0), (10, 1.0), (100, 1.0), (1000, 1.0), (10000, 1.0)],
        [(math.inf, 1.0), (1, 1.0), (10, 1.0), (100, 1.0), (1000, 1.0)],
    ],
)
def test_points_that_say_nothing_are_degenerate(bad: list[tuple[float, float]]) -> None:
    assert isinstance(fit_growth(bad), Degenerate)


def test_huge_sizes_do_not_overflow() -> None:
    assert str(fit_growth([(10.0**k, 1e-9 * 10.0**k) for k in range(1, 15)])) == "O(n)"
    assert str(fit_growth([(10.0**k, 3.0) for k in range(1, 300, 20)])) == "O(1)"
