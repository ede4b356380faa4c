"""Which functions of a profile are tried."""

from __future__ import annotations

from pathlib import Path

from hasten.api.program_targets import chosen_targets
from hasten.profile import Frame, ProcessSamples, Stack, profile_of
from hasten.run.interpreter import Interpreter, find_interpreter

SOURCE = "def outer(x):\n    return inner(x)\n\n\ndef inner(x):\n    return x\n\n\ndef rare(x):\n    return x\n"


def _profile(file: Path, stacks: list[tuple[list[tuple[str, int]], float]], *, import_s: float):
    found = [Stack(tuple(Frame(str(file), name, line) for name, line in path), s, s, 1) for path, s in stacks]
    if import_s:
        found.append(Stack((Frame("<frozen importlib._bootstrap>", "_find_and_load", 1),), import_s, import_s, 1))
    cpu_s = sum(stack.cpu_s for stack in found)
    process = ProcessSamples(1, 0, 0.0, cpu_s, cpu_s, 0.0, len(found), "python a.py", tuple(found))
    return profile_of([process], cpu_s=cpu_s, wall_s=cpu_s)


def _names(profile, interpreter: Interpreter) -> list[str]:
    chosen, _ = chosen_targets(profile, interpreter, min_share=0.05)
    return [one.target.name for one in chosen]


def test_shares_are_of_the_time_after_imports(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(SOURCE)
    interpreter = find_interpreter(None, tmp_path)
    stacks = [([("<module>", 1)], 0.9), ([("inner", 5)], 0.1)]
    assert ["inner"] == _names(_profile(file, stacks, import_s=9.0), interpreter)
    assert [] == _names(_profile(file, [([("<module>", 1)], 9.9), ([("inner", 5)], 0.1)], import_s=0.0), interpreter)


def test_who_spends_it_with_its_helpers_is_tried_where_nobody_does_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(SOURCE)
    interpreter = find_interpreter(None, tmp_path)
    stacks = [([("outer", 1)], 0.4), ([("outer", 1), ("inner", 5)], 0.4), ([("rare", 9)], 0.4)]
    elsewhere = [([("outer", 1), ("gone.py", 1)], 1.0)]
    rest = [([("<module>", 1)], 8.0)]
    profile = _profile(file, [*stacks, *elsewhere, *rest], import_s=0.0)
    assert ["outer"] == _names(profile, interpreter)
