"""Lines that hold memory, in real processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.run.projects import written

from hasten.profile.memory import read_memory
from hasten.run.attach import Program, attached, run_program

FILES = {
    "hold.py": """
        import time
        class Shelf:
            def fill(self):
                self.items = [bytearray(1000) for _ in range(8000)]
        def brief():
            return len([0] * 200_000)
        shelf = Shelf()
        shelf.fill()
        time.sleep(0.1)
        del shelf
        brief()
    """,
}


def test_the_line_that_holds_most_at_the_peak_is_named_though_it_is_freed_later(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    left = folder / "left"
    left.mkdir()
    env = attached(os.environ, left, "holding", {})
    ended = run_program(Program((sys.executable, "hold.py"), folder, env), limit_s=60, folder=left)
    assert 0 == ended.code, ended.said
    found = read_memory(left)
    assert found is not None
    assert found.peak_bytes > 8_000_000
    assert found.seen_share > 0.85
    first = found.sites[0]
    assert ("Shelf.fill", 5) == (first.function, first.line)
    assert first.held_bytes > 7_000_000 and first.blocks >= 8000
    assert found.seen_bytes >= sum(site.held_bytes for site in found.sites) * 0.95


def test_nothing_left_behind_is_no_profile(tmp_path: Path) -> None:
    (tmp_path / "memory-1-1").write_text("half of a file")
    assert read_memory(tmp_path) is None
