from __future__ import annotations

import json
import os
import signal
import subprocess
import time

from tests.cli.conftest import Project

GIVEN = ("slow.py::unseen", "--inputs", "inputs.py::workload", "--budget", "90s")


def test_finds_confirms_and_applies(project: Project) -> None:
    before = (project.folder / "slow.py").read_text()
    ran = project.run("optimize", *GIVEN, "--json", "-")
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert found["outcome"] == "faster"
    assert 1 < found["speedup"]["low"] <= found["speedup"]["estimate"] <= found["speedup"]["high"]
    assert found["verdict"]["word"] == "searched"
    assert (project.folder / "slow.py").read_text() == before

    ran = project.run("optimize", *GIVEN, "--apply", "--yes")
    after = (project.folder / "slow.py").read_text()
    assert ran.code == 0, ran.err
    assert after != before
    assert "# names that are not known yet, each once, in order" in after
    assert "# keep the first one" in after
    assert 'GREETING = "kept"' in after
    compile(after, "slow.py", "exec")


def test_applying_needs_a_yes(project: Project) -> None:
    before = (project.folder / "slow.py").read_text()
    ran = project.run("optimize", *GIVEN, "--apply")
    assert ran.code == 2
    assert "--yes" in ran.err
    assert (project.folder / "slow.py").read_text() == before


def test_check_makes_not_faster_a_failure(project: Project) -> None:
    project.write("good.py", "def f(n):\n    return n + 1\n\n\ndef calls():\n    return [(3,), (4,)]\n")
    words = ("optimize", "good.py::f", "--inputs", "good.py::calls", "--budget", "15s")
    assert project.run(*words).code == 0
    assert project.run(*words, "--check").code == 1


def test_a_killed_run_is_gone_on_with(project: Project) -> None:
    process = subprocess.Popen(
        project.command("optimize", *GIVEN), cwd=project.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )
    # The first fate is on disk once the store says so; then the process is killed without warning.
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        listed = project.run("report", "--list").out
        if "unfinished" in listed and " 0 tried" not in listed:
            break
        time.sleep(0.3)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    ran = project.run("resume", "--json", "-")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["outcome"] == "faster"
    assert "unfinished" not in project.run("report", "--list").out


def test_a_stored_run_is_shown_again_as_one_page(project: Project) -> None:
    assert project.run("optimize", *GIVEN).code == 0
    ran = project.run("report", "--html", "page.html")
    page = (project.folder / "page.html").read_text()
    assert ran.code == 0, ran.err
    assert "unseen" in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "src=\"http" not in page


def test_recorded_from_the_users_tests(project: Project) -> None:
    project.write(
        "test_slow.py",
        """
        import random

        from slow import unseen


        def test_order():
            rng = random.Random(5)
            names = [f"n{rng.randrange(900)}" for _ in range(700)]
            assert unseen(names, names[:300])[:1] == [n for n in names if n not in names[:300]][:1]


        def test_empty():
            assert unseen([], ["a"]) == []
        """,
    )
    ran = project.run("optimize", "slow.py::unseen", "--tests", "pytest test_slow.py", "--budget", "90s", "--json", "-")
    found = json.loads(ran.out)
    assert ran.code == 0, ran.err
    assert found["outcome"] == "faster"
    assert "test_slow.py" in found["workload"]["origin"]
