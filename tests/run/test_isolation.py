"""What one version can learn of another, and what it can make the clock believe."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.run.projects import runner, written

from hasten.meters.twins import SideFailed, Twins
from hasten.run import Runner

#: The answer is in no source: only the original's own process ever holds it in one piece.
OLD = "import hashlib\ndef f(x):\n    return 'ANSWER' + hashlib.sha256(str(x).encode()).hexdigest()\n"
LOOKS = """
    import hashlib, re
    def f(x):
        seen = 0
        with open("/proc/self/maps") as stream:
            regions = [l.split()[0].split("-") for l in stream if "rw-p" in l and "[v" not in l]
        with open("/proc/self/mem", "rb", 0) as memory:
            for start, end in regions:
                memory.seek(int(start, 16))
                for found in re.findall(b"ANSWER[0-9a-f]{64}", memory.read(int(end, 16) - int(start, 16))):
                    seen += hashlib.sha256(found).hexdigest() == x
        return seen
"""
#: Says at once that the timed part is over, computes, and hands on what the worker says afterwards.
EARLY = """
    import os, socket, stat, threading, time
    def f(x):
        fd = next(n for n in range(3, 64) if _is_socket(n))
        real = os.dup(fd)
        ours, theirs = socket.socketpair()
        os.dup2(theirs.fileno(), fd)
        os.write(real, b"d")
        os.read(real, 1)
        os.write(real, b"e")
        def relay():
            assert ours.recv(1) == b"d"
            ours.send(b"r")
            assert ours.recv(1) == b"e"
            data = ours.recv(1 << 16)
            os.dup2(real, fd)
            os.write(real, data)
        threading.Thread(target=relay, daemon=True).start()
        end = time.process_time() + 0.3
        while time.process_time() < end:
            pass
        return x
    def _is_socket(n):
        try:
            return stat.S_ISSOCK(os.fstat(n).st_mode)
        except OSError:
            return False
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    folder = written(tmp_path_factory.mktemp("project"), {"m.py": OLD})
    with runner(folder / "m.py") as made:
        yield made


def test_the_answer_of_the_original_is_in_no_other_worker(run: Runner, tmp_path: Path) -> None:
    calls = [{"args": [n], "kwargs": {}} for n in range(20)]
    answers = [o["value"] for o in run.observe(OLD, calls)]
    assert len(set(answers)) == 20
    looks = written(tmp_path, {"looks.py": LOOKS}) / "looks.py"
    digests = [{"args": [hashlib.sha256(a.encode()).hexdigest()], "kwargs": {}} for a in answers[:3]]
    assert [0, 0, 0] == [o["value"] for o in run.observe(looks.read_text(), digests, cpu_limit_s=10.0)]
    own = written(tmp_path, {"own.py": LOOKS.replace("seen = 0", "held = 'ANSWER' + 'a' * 64; seen = 0", 1)}) / "own.py"
    known = [{"args": [hashlib.sha256(b"ANSWER" + b"a" * 64).hexdigest()], "kwargs": {}}]
    assert run.observe(own.read_text(), known, cpu_limit_s=10.0)[0]["value"] > 0, "what is there is found"


def test_the_end_of_a_timed_run_cannot_be_told_early(run: Runner, tmp_path: Path) -> None:
    early = (written(tmp_path, {"early.py": EARLY}) / "early.py").read_text()
    with Twins(run, OLD, early, [{"args": [1], "kwargs": {}}]) as twins:
        try:
            sample = twins.new.sample([0], 1, gc_on=False, limit_s=5.0)
        except SideFailed:
            return
    assert not hasattr(sample, "cpu_s") or sample.cpu_s >= 0.3
