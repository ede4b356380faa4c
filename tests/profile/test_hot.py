"""Shares and bounds out of made-up stacks."""

from pathlib import Path

from hasten.profile import Frame, ProcessSamples, Stack, profile_of

SOURCE = """
class Shop:
    @property
    def size(self):
        return [x for x in self.items if (lambda y: y)(x)]

def main():
    def inner():
        return 1
    return inner()
"""


def process(*stacks: Stack, startup_s: float = 0.0) -> ProcessSamples:
    cpu_s = startup_s + sum(stack.cpu_s for stack in stacks)
    return ProcessSamples(1, 0, startup_s, cpu_s, cpu_s, 0.0, len(stacks), "python a.py", stacks)


def test_what_is_nested_counts_for_the_function_around_it_and_imports_stand_apart(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(SOURCE)
    top, main = Frame(str(file), "<module>", 1), Frame(str(file), "main", 7)
    inner, comprehension = Frame(str(file), "inner", 8), Frame(str(file), "<listcomp>", 5)
    size = Frame(str(file), "size", 3)
    importing = Frame("<frozen importlib._bootstrap>", "_find_and_load", 1)
    found = profile_of(
        [
            process(
                Stack((top, main, inner), 2.0, 2.0, 2),
                Stack((top, main, size, comprehension), 5.0, 5.0, 5),
                Stack((top, importing, top), 1.0, 1.0, 1),
                startup_s=1.0,
            )
        ],
        cpu_s=10.0,
        wall_s=11.0,
    )
    by_name = {f.name: f for f in found.functions}
    assert {"Shop.size", "main", "<module>"} == set(by_name)
    assert (0.5, 0.5) == (by_name["Shop.size"].self_share, by_name["Shop.size"].share)
    assert (0.2, 0.7) == (by_name["main"].self_share, round(by_name["main"].share, 9))
    assert 2.0 == by_name["Shop.size"].bound
    assert (1.0, 1.0, 1.0) == (found.import_s, found.startup_s, found.other_s)
    assert 1.0 == found.attributed_share


def test_recursion_is_counted_once(tmp_path: Path) -> None:
    f, g = Frame("x.py", "f", 1), Frame("x.py", "g", 9)
    found = profile_of([process(Stack((f, g, f, g, f), 4.0, 4.0, 4))], cpu_s=4.0, wall_s=4.0)
    assert {"f": 1.0, "g": 1.0} == {h.name: h.share for h in found.functions}
    assert {"f": 1.0, "g": 0.0} == {h.name: h.self_share for h in found.functions}


def test_nothing_sampled_is_no_profile_and_no_error() -> None:
    assert () == profile_of([], cpu_s=1.0, wall_s=1.0).functions
