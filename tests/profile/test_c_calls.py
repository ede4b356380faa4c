"""Time in functions written in C, in real processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.run.projects import written

from hasten.profile.c_calls import plain, read_c_calls
from hasten.run.attach import Program, attached, run_program

FILES = {
    "work.py": """
        import os, sys, threading, zlib
        DATA = bytes(range(256)) * 400
        def squeezed():
            for _ in range(30):
                zlib.compress(DATA)
        def counted():
            total = 0
            for i in range(300_000):
                total += i * i
            return total
        def in_a_thread():
            sorted(range(1000, 0, -1))
        squeezed()
        counted()
        thread = threading.Thread(target=in_a_thread)
        thread.start()
        thread.join()
        if os.fork() == 0:
            squeezed()
            sys.exit(0)
        os.wait()
    """,
}


def test_what_a_function_calls_in_c_is_told_from_its_own_code_in_threads_and_forks(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    left = folder / "left"
    left.mkdir()
    env = attached(os.environ, left, "c_calls", {})
    ended = run_program(Program((sys.executable, "work.py"), folder, env), limit_s=60, folder=left)
    assert 0 == ended.code, ended.said
    found = read_c_calls(left)
    assert found is not None
    shares = {name: share for (file, name, _), share in found.shares.items() if file.endswith("work.py")}
    assert shares["squeezed"] > 0.9
    assert shares["counted"] < 0.1
    assert "in_a_thread" in shares
    calls = {name: count for name, _, count in found.dearest}
    assert 60 == calls["zlib.compress"]
    assert 1 == calls["sorted"]
    assert 0 < found.share < 1


def test_nothing_left_behind_is_no_profile(tmp_path: Path) -> None:
    (tmp_path / "ccalls-1-1").write_text("half of a file")
    assert read_c_calls(tmp_path) is None


def test_names_of_functions_written_in_c_are_as_one_would_write_them() -> None:
    assert "len" == plain("<built-in method builtins.len>")
    assert "zlib.compress" == plain("<built-in method zlib.compress>")
    assert "list.append" == plain("<method 'append' of 'list' objects>")
