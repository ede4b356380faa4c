"""Nothing stays behind: processes, cgroups, descriptors, temporary files, whatever way it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.run.hostile.arena import descendants, is_zombie
from tests.run.projects import runner, value_of, written

from hasten.run import cgroups
from hasten.run.private_folder import sweep_folders
from hasten.run.sandbox import bubblewrap_trouble

F = "def f(x):\n    return x\n"
LAYERS = [
    pytest.param({}, id="all layers", marks=pytest.mark.skipif(bool(bubblewrap_trouble()), reason="no bubblewrap")),
    pytest.param({"bubblewrap": None}, id="no bubblewrap"),
]


def groups(pid: int) -> set[str]:
    """Cgroups of a hasten process."""
    return {str(path) for parent in cgroups._parents() for path in parent.glob(f"hasten-{pid}-*")}


def folders(pid: int) -> set[str]:
    """Private folders of a hasten process, without the compiled child side, which stays until it ends."""
    found = [*Path(tempfile.gettempdir()).glob(f"hasten-{pid}-*"), *Path("/dev/shm").glob(f"hasten-{pid}-*")]
    return {str(path) for path in found if not (path / "hasten_child").exists()}


def left() -> tuple[int, int, set[str], set[str]]:
    """What there is now: running processes, descriptors, groups, folders."""
    alive = {pid for pid in descendants() if not is_zombie(pid)}
    return len(alive), len(os.listdir("/proc/self/fd")), groups(os.getpid()), folders(os.getpid())


def settled(wanted: object, read: Callable[[], object]) -> object:
    """What ``read`` gives once it is as wanted, or what it gives in the end."""
    deadline = time.monotonic() + 10
    while read() != wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    return read()


@pytest.mark.parametrize("layers", LAYERS)
def test_after_close(tmp_path: Path, layers: dict[str, None]) -> None:
    folder = written(tmp_path, {"m.py": F})
    with runner(folder / "m.py", **layers) as run:
        value_of(run, 1)
    before = left()
    run = runner(folder / "m.py", **layers)
    worker, _ = run.load(F)
    template, _ = run.load(F, leaf=False)
    copy = template.fork()
    assert left() != before
    run.close()
    run.close()
    worker.close()
    copy.close()
    template.close()
    assert before == settled(before, left)


@pytest.mark.parametrize("layers", LAYERS)
def test_after_an_exception(tmp_path: Path, layers: dict[str, None]) -> None:
    folder = written(tmp_path, {"m.py": F})
    before = left()
    with pytest.raises(KeyboardInterrupt), runner(folder / "m.py", **layers) as run:
        run.load(F)
        raise KeyboardInterrupt
    del run
    assert before == settled(before, left)


def test_when_it_is_forgotten(tmp_path: Path) -> None:
    folder = written(tmp_path, {"m.py": F})
    before = left()
    run = runner(folder / "m.py")
    held = run.load(F)
    del run, held
    assert before == settled(before, left)


PARENT = """
    import os, signal, sys, time
    from pathlib import Path
    from tests.run.projects import runner
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts tests in the background ignores it
    run = runner(Path(sys.argv[1]), **eval(sys.argv[2]))
    worker, _ = run.load(run.target.source)
    worker.send("observe", call={"args": [1], "kwargs": {}})
    print(os.getpid(), worker.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.parametrize(
    ("number", "layers"),
    [
        pytest.param(signal.SIGKILL, {}, marks=pytest.mark.skipif(bool(bubblewrap_trouble()), reason="no bubblewrap")),
        (signal.SIGKILL, {"bubblewrap": None}),
        (signal.SIGINT, {"bubblewrap": None}),
    ],
)
def test_when_the_parent_is_ended(tmp_path: Path, number: signal.Signals, layers: dict[str, None]) -> None:
    folder = written(
        tmp_path, {"m.py": "def f(x):\n    while True:\n        pass\n", "parent.py": textwrap.dedent(PARENT)}
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(folder / "parent.py"), str(folder / "m.py"), repr(layers)],
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{root / 'src'}"},
    )
    assert parent.stdout is not None
    pid, worker = map(int, parent.stdout.readline().split())
    parent.send_signal(number)
    parent.wait()
    parent.stdout.close()
    assert settled(True, lambda: is_zombie(worker)), "the worker computes on"
    # What a killed parent could not take away goes at the next start.
    cgroups.sweep_stale()
    sweep_folders()
    assert set() == settled(set(), lambda: groups(pid) | folders(pid))


def test_groups_and_folders_of_the_living_stay(tmp_path: Path) -> None:
    folder = written(tmp_path, {"m.py": F})
    with runner(folder / "m.py", bubblewrap=None) as run:
        value_of(run, 1)
        mine = groups(os.getpid()), folders(os.getpid())
        cgroups.sweep_stale()
        sweep_folders()
        assert mine == (groups(os.getpid()), folders(os.getpid()))
        assert 1 == value_of(run, 1)
