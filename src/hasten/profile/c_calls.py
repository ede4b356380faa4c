"""How much of a command's time is in functions written in C, by the Python function that calls them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hasten.profile.hot import Names
from hasten.profile.left import left_behind
from hasten.profile.samples import Frame


@dataclass(frozen=True)
class CCalls:
    """Wall time, waiting included, of a run of its own; what watching cost is taken off.

    Attributes:
        python_s: In code of Python functions, operators, loops and called classes written in C included.
        c_s: In functions and methods written in C that were called by name.
        shares: ``(file, qualified name, first line)`` to the share of the function's own time that is in them, 0 to 1.
        dearest: ``(name, seconds, calls)`` of such functions, most time first.
    """

    python_s: float
    c_s: float
    shares: Mapping[tuple[str, str, int], float]
    dearest: tuple[tuple[str, float, int], ...]

    @property
    def share(self) -> float:
        """Share of the time in functions written in C, 0 to 1."""
        return self.c_s / max(1e-9, self.c_s + self.python_s)


def read_c_calls(folder: Path) -> CCalls | None:
    """What the processes of a command left behind; None where none did."""
    names = Names()
    python_s = c_s = 0.0
    own: dict[tuple[str, str, int], float] = defaultdict(float)
    inside: dict[tuple[str, str, int], float] = defaultdict(float)
    kinds: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    any_left = False
    for left in left_behind(folder, "ccalls-*", json.loads):
        any_left = True
        python_s += left["python_s"]
        c_s += left["c_s"]
        for file, name, line, own_s, inside_s, called in left["functions"]:
            key = names.key(Frame(file, name, line))
            own[key] += own_s
            inside[key] += inside_s
            for seconds, count, kind in called:
                before = kinds[kind]
                kinds[kind] = before[0] + seconds, before[1] + count
    if not any_left:
        return None
    shares = {key: inside[key] / (own[key] + inside[key]) for key in own if own[key] + inside[key] > 0}
    dearest = sorted(((plain(kind), *figures) for kind, figures in kinds.items()), key=lambda row: -row[1])
    return CCalls(python_s, c_s, shares, tuple(dearest))


def plain(kind: str) -> str:
    """``zlib.compress`` or ``list.append`` of what the interpreter calls such a function."""
    words = kind.strip("<>").split()
    if words[:2] == ["built-in", "method"]:
        return words[2].removeprefix("builtins.")
    if words[0] == "method" and len(words) >= 4:
        return f"{words[3]}.{words[1]}".replace("'", "")
    return kind
