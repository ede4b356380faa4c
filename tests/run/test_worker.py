"""Life of workers and zygotes: limits, crashes, restarts, templates."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.run.projects import runner, value_of, written

from hasten.errors import EnvironmentProblem
from hasten.run import Died, Runner, TimedOut
from hasten.run import runner as runner_module
from hasten.run.cgroups import MOST_PROCESSES

SOURCE = """
import os, time
SEEN = []
def f(x):
    SEEN.append(x)
    if x == "crash":
        os.abort()
    if x == "leave":
        os._exit(3)
    if x == "loop":
        while True:
            pass
    if x == "sleep":
        time.sleep(100)
    return len(SEEN)
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    folder = written(tmp_path_factory.mktemp("project"), {"m.py": SOURCE})
    with runner(folder / "m.py") as made:
        yield made


def call(value: object) -> dict[str, Any]:
    return {"args": [value], "kwargs": {}}


def test_calls_share_a_worker_until_one_ends_it(run: Runner) -> None:
    seen = run.observe(SOURCE, [call(v) for v in (1, 2, "crash", 1, "leave", 1, 2)])
    assert [1, 2, None, 1, None, 1, 2] == [o.get("value") for o in seen]
    assert ["crash", "crash"] == [seen[i]["out"] for i in (2, 4)]


def test_a_signal_is_named(run: Runner) -> None:
    worker, _ = run.load("import ctypes\ndef f(x):\n    ctypes.string_at(0)\n")
    died = worker.ask("observe", call=call(1))
    assert isinstance(died, Died)
    assert (signal.SIGSEGV, "killed by SIGSEGV") == (died.signal, died.reason)


def test_the_processor_time_is_limited(run: Runner) -> None:
    (seen,) = run.observe(SOURCE, [call("loop")], cpu_limit_s=0.2)
    assert {"out": "timeout", "limit_s": 0.2, "clock": "cpu"} == seen


def test_time_spent_asleep_is_limited_too(run: Runner) -> None:
    worker, _ = run.load(SOURCE)
    timed_out = worker.ask("observe", call=call("sleep"), cpu_limit_s=5.0, wall_limit_s=0.3)
    assert isinstance(timed_out, TimedOut)
    assert "wall" == timed_out.clock
    assert not worker.alive


def test_each_call_has_a_limit_of_its_own(run: Runner) -> None:
    seen = run.observe(SOURCE, [call("loop"), call(1)], limits_s=[0.1, 5.0])
    assert ["timeout", "returns"] == [o["out"] for o in seen]


def test_a_worker_that_is_gone_says_so_again(run: Runner) -> None:
    worker, _ = run.load(SOURCE)
    worker.close()
    assert isinstance(worker.ask("observe", call=call(1)), Died)
    worker.close()


def test_the_clock_of_a_worker_is_read_from_outside(run: Runner) -> None:
    worker, _ = run.load("def f(x):\n    return sum(range(x))\n")
    before = worker.cpu_ns()
    worker.ask("observe", call=call(3_000_000))
    assert worker.cpu_ns() - before > 5_000_000
    worker.close()


def test_a_template_is_copied_and_its_copies_are_sealed(run: Runner) -> None:
    forks = "import os\ndef f(x):\n    try:\n        os.fork()\n    except OSError:\n        return 'sealed'\n"
    template, answer = run.load(forks, leaf=False)
    assert answer["ok"]
    copies = [template.fork() for _ in range(3)]
    assert ["sealed"] * 3 == [c.ask("observe", call=call(1))["value"] for c in copies]
    template.kill()
    with pytest.raises(EnvironmentProblem):
        template.fork()
    for copy in copies:
        copy.close()


def test_a_template_that_starts_processes_is_refused(run: Runner) -> None:
    orphan = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\ndef f(x):\n    return x\n"
    if "cgroup" not in run.layers:
        pytest.skip("processes are counted by the cgroup")
    template, answer = run.load(orphan, leaf=False)
    assert not template.alive
    assert ("forbidden", "starts 1 other processes while it is imported") == (
        answer["error"]["type"], answer["error"]["msg"],
    )


def test_a_zygote_that_was_killed_is_made_anew(run: Runner) -> None:
    first = run.zygote()
    os.kill(first._process.pid, signal.SIGKILL)
    first._process.wait()
    assert 1 == value_of(run, 1)
    assert first is not run.zygote()


def test_a_zygote_that_dies_unseen_is_made_anew(run: Runner) -> None:
    run.zygote()._sock.close()
    assert 1 == value_of(run, 1)


def test_a_worn_zygote_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner_module, "_MOST_FORKS_A_ZYGOTE", 3)
    folder = written(tmp_path, {"m.py": SOURCE})
    with runner(folder / "m.py") as run:
        first = run.zygote()
        assert [1] * 5 == [value_of(run, 1) for _ in range(5)]
        assert first is not run.zygote()
        assert not first.alive


def test_hash_seeds_have_zygotes_of_their_own(tmp_path: Path) -> None:
    source = "def f(x):\n    return hash(x) % 1000\n"
    folder = written(tmp_path, {"m.py": source})
    with runner(folder / "m.py") as run:
        seen = [run.observe(source, [call("a")], hash_seed=seed)[0]["value"] for seed in (1, 2, 1)]
    assert seen[0] == seen[2] != seen[1]


def test_modules_from_outside_are_imported_once_in_the_zygote(tmp_path: Path) -> None:
    source = "import sys\nBEFORE = 'wave' in sys.modules\nimport wave\ndef f(x):\n    return BEFORE\n"
    folder = written(tmp_path, {"m.py": source})
    with runner(folder / "m.py") as run:
        assert value_of(run, 1) is True


def test_a_module_that_cannot_be_imported_is_a_load_error(tmp_path: Path) -> None:
    folder = written(tmp_path, {"m.py": "import wave_that_is_missing\ndef f(x):\n    return x\n"})
    with runner(folder / "m.py") as run:
        assert "wave_that_is_missing" in str(run.load_error(run.target.source))


def test_a_sandbox_that_cannot_start_is_said(tmp_path: Path) -> None:
    folder = written(tmp_path, {"m.py": SOURCE})
    with pytest.raises(EnvironmentProblem, match="the sandbox does not start"):
        runner(folder / "m.py", bubblewrap="/bin/false").zygote()
    with pytest.raises(EnvironmentProblem, match="the sandbox does not start"):
        runner(folder / "m.py", bubblewrap="/nowhere/bwrap", cgroup=False).zygote()


def test_a_template_is_copied_more_often_than_there_may_be_processes(run: Runner) -> None:
    with run.loaded(SOURCE, leaf=False) as (template, answer):
        assert answer["ok"]
        for _ in range(MOST_PROCESSES + 10):
            copy = template.fork()
            assert copy.alive
            copy.close()
