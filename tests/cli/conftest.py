from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SLOW = '''
    import random

    GREETING = "kept"


    def unseen(names: list[str], known: list[str]) -> list[str]:
        # names that are not known yet, each once, in order
        out = []
        for name in names:
            if name not in known and name not in out:
                out.append(name)   # keep the first one
        return out
'''
INPUTS = '''
    import random


    def workload():
        rng = random.Random(1)
        names = [f"n{rng.randrange(900)}" for _ in range(600)]
        known = [f"n{i}" for i in range(0, 900, 3)]
        return [(names, known), (names[:5], []), ([], known)]


    def empty():
        return []


    def broken():
        raise RuntimeError("no data today")


    def wrong():
        return [(1,)]
'''


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A folder with user code in it, and the installed command."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).lstrip("\n"))
        return file

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "hasten", *words]

    def run(self, *words: str, timeout_s: float = 240) -> Ran:
        done = subprocess.run(
            self.command(*words), cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=timeout_s, env=dict(os.environ), check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.write("slow.py", SLOW)
    found.write("inputs.py", INPUTS)
    return found


@pytest.fixture
def one_sentence() -> Callable[[Ran], str]:
    """The sentence of a refused request: exit code 2, one line, no traceback."""

    def check(ran: Ran) -> str:
        assert ran.code == 2, ran.err
        assert "Traceback" not in ran.err + ran.out
        assert len(ran.err.strip().splitlines()) == 1, ran.err
        return ran.err.strip()

    return check
