"""Real commands with the child side inside."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.run.projects import written

from hasten.errors import InvalidArgument
from hasten.profile import ProcessSamples, read_samples
from hasten.run.attach import Ended, Program, attached, found_program, run_program

FILES = {
    "busy.py": """
        import os, sys, threading, multiprocessing
        def burn(n):
            total = 0
            for i in range(n):
                total += i * i
            return total
        def alone():
            burn(4_000_000)
        if __name__ == "__main__":
            assert threading.active_count() == 1
            print("sitecustomize" in sys.modules and sys.modules["sitecustomize"].mine, len(sys.path[1:2]))
            thread = threading.Thread(target=alone)
            thread.start()
            thread.join()
            pool = multiprocessing.get_context("fork").Pool(1)
            pool.map(burn, [4_000_000])
            pool.close()  # a pool that is left by its context ends its processes by a signal, with what they hold
            pool.join()
            burn(4_000_000)
            sys.exit(3)
    """,
    "site/sitecustomize.py": "mine = 'handed over'\n",
}


def sampled(folder: Path, *words: str) -> tuple[Ended, str, list[ProcessSamples]]:
    left = folder / "left"
    left.mkdir()
    env = {**os.environ, "PYTHONPATH": str(folder / "site")}
    env = attached(env, left, "sampling", {"interval_s": "0.001"})
    with (folder / "out").open("w+b") as out:
        ended = run_program(Program(words, folder, env), limit_s=60, folder=left, out=out)
        out.seek(0)
        return ended, out.read().decode(), read_samples(left)


def test_threads_and_forks_are_sampled_and_the_program_is_as_it_was(tmp_path: Path) -> None:
    folder = written(tmp_path, FILES)
    ended, said, processes = sampled(folder, sys.executable, "busy.py")
    assert 3 == ended.code, ended.said
    assert "handed over 1" == said.strip()
    assert 2 == len(processes)
    for process in processes:
        burning = [stack for stack in process.stacks if stack.frames[-1].name == "burn"]
        assert sum(stack.cpu_s for stack in burning) > 0
        assert sum(stack.cpu_s for stack in process.stacks) <= process.cpu_s
    names = {frame.name for stack in processes[0].stacks for frame in stack.frames}
    assert "alone" in names or "alone" in {f.name for p in processes for s in p.stacks for f in s.frames}


def test_time_before_a_call_is_the_callers_though_it_is_seen_where_the_callee_begins(tmp_path: Path) -> None:
    files = {
        "search.py": """
            def tiny():
                return 1
            def searching(xs):
                for _ in range(300):
                    -1 in xs; tiny(); -1 in xs; tiny(); -1 in xs; tiny()
            searching(list(range(20000)))
        """
    }
    ended, _, (process,) = sampled(written(tmp_path, files), sys.executable, "search.py")
    assert 0 == ended.code, ended.said
    used = {"tiny": 0.0, "searching": 0.0}
    for stack in process.stacks:
        used[stack.frames[-1].name] = used.get(stack.frames[-1].name, 0.0) + stack.cpu_s
    assert used["searching"] > 2 * used["tiny"]


def test_time_before_a_system_call_is_not_credited_to_it(tmp_path: Path) -> None:
    files = {
        "asking.py": """
            import os
            def asking():
                return os.getcwd()
            def counting():
                total = 0
                for i in range(100_000):
                    total += i
            for _ in range(150):
                counting()
                asking()
        """
    }
    ended, _, (process,) = sampled(written(tmp_path, files), sys.executable, "asking.py")
    assert 0 == ended.code, ended.said
    used = {"asking": 0.0, "counting": 0.0}
    for stack in process.stacks:
        used[stack.frames[-1].name] = used.get(stack.frames[-1].name, 0.0) + stack.cpu_s
    assert used["counting"] > 2 * used["asking"]


def test_an_isolated_interpreter_is_left_alone(tmp_path: Path) -> None:
    ended, _, processes = sampled(tmp_path, sys.executable, "-I", "-c", "print(1)")
    assert (0, []) == (ended.code, processes)


def test_a_command_that_does_not_end_is_stopped(tmp_path: Path) -> None:
    program = Program((sys.executable, "-c", "import time; time.sleep(60)"), tmp_path, dict(os.environ))
    assert run_program(program, limit_s=0.5, folder=tmp_path).code is None


def test_what_a_command_said_last_is_kept(tmp_path: Path) -> None:
    program = Program((sys.executable, "-c", "raise SystemExit('no data today')"), tmp_path, dict(os.environ))
    ended = run_program(program, limit_s=60, folder=tmp_path)
    assert (1, "no data today") == (ended.code, ended.last_line)


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(InvalidArgument, match="nosuch: no such command"):
        found_program(["nosuch"], {"PATH": "/bin"}, python=sys.executable)
    assert (sys.executable, "a.py") == found_program(["python", "a.py"], {"PATH": "/nowhere"}, python=sys.executable)
