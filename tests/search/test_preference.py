"""Among equally fast candidates the one that is easiest to read goes first."""

from __future__ import annotations

from hasten.core import Candidate, Evidence, RaceResult, SourceEdit, Verdict
from hasten.search import preferred

OLD = "def f(x):\n    return x\n"


def won(ratio: float, lines: int, needs: tuple[str, ...] = ()) -> Evidence:
    source = OLD + "".join(f"# {n}\n" for n in range(lines))
    candidate = Candidate(SourceEdit(source), "p", needs=needs)
    return Evidence(candidate, "faster", verdict=Verdict("searched", "same-identity"), race=RaceResult("new", 10, 25.0, ratio))


def test_the_fastest_class_goes_first_and_in_it_the_smallest_change() -> None:
    far, near_but_long, near_and_short = won(2.0, 1), won(10.4, 9), won(10.0, 2)
    assert [near_and_short, near_but_long, far] == preferred([far, near_but_long, near_and_short], OLD)


def test_among_equal_changes_fewer_packages_and_then_speed_decide() -> None:
    needy, plain, slower = won(10.5, 3, ("numpy",)), won(10.0, 3), won(9.9, 3)
    assert [plain, slower, needy] == preferred([needy, slower, plain], OLD)


def test_nobody_is_lost_or_doubled() -> None:
    elites = [won(1.0 + n / 3, n % 4) for n in range(12)]
    assert sorted(map(id, elites)) == sorted(map(id, preferred(elites, OLD)))
