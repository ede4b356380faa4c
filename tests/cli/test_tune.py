from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable

import pytest
from tests.cli.conftest import Project, Ran

SPACE = """
    run = "echo cost $(( ({x} - 70) * ({x} - 70) + 5 )); sleep {nap}"
    compare = "nothing"
    [objective]
    name = "cost"
    kind = "number"
    pattern = "cost ([0-9]+)"
    [knobs.x]
    type = "int"
    low = 1
    high = 99
    [knobs.nap]
    type = "choice"
    options = ["0.05"]
"""


def test_a_space_file_is_tuned_with_json_and_page(project: Project) -> None:
    project.write("space.toml", SPACE)
    ran = project.run("tune", "space.toml", "--budget", "10trials", "--json", "e.json", "--html", "r.html")
    assert ran.code == 0, ran.err
    found = json.loads((project.folder / "e.json").read_text())
    assert "faster" == found["outcome"]
    assert {"name": "cost", "unit": "", "direction": "lower", "clock": "printed by the command"} == found["objective"]
    assert 5 == found["tuning"]["curves"]["random"]["trials"]
    assert f"+x = {found['variant']['settings']['x']}" in ran.out
    assert "best raced so far" in ran.out
    assert "How the search went" in (project.folder / "r.html").read_text()
    again = project.run("report", "--json", "-")
    assert found["variant"] == json.loads(again.out)["variant"]


@pytest.mark.slow
def test_a_killed_run_is_resumed(project: Project) -> None:
    project.write("space.toml", SPACE)
    words = project.command("tune", "space.toml", "--budget", "14trials", "--seed", "5")
    process = subprocess.Popen(
        words, cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    listed = ""
    for _ in range(400):
        time.sleep(0.1)
        listed = project.run("report", "--list").out
        if "unfinished" in listed and not listed.rstrip().endswith(" 0 tried"):
            break
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    tried = int(listed.split()[-2])
    assert tried > 0
    ran = project.run("resume", "--json", "e.json")
    assert ran.code == 0, ran.err
    found = json.loads((project.folder / "e.json").read_text())
    assert 14 == found["cost"]["evaluations"]
    assert 1 == len(project.run("report", "--list").out.splitlines())


@pytest.mark.slow
def test_presets_of_two_targets_serve_a_third(project: Project, one_sentence: Callable[[Ran], str]) -> None:
    assert "tune a few targets first" in one_sentence(project.run("tune", "presets", "build"))
    for name, at in (("one", 60), ("two", 70), ("three", 65)):
        project.write(f"{name}.toml", SPACE.replace("- 70", f"- {at}").replace('"0.05"', '"0"'))
    for name in ("one", "two"):
        assert 0 == project.run("tune", f"{name}.toml", "--budget", "8trials").code
    built = project.run("tune", "presets", "build", "--fill", "--count", "2", "--out", "p.json")
    assert 0 == built.code, built.err
    assert "presets over 2 targets" in built.out
    applied = project.run("tune", "presets", "apply", "p.json", "three.toml", "--json", "e.json")
    assert 0 == applied.code, applied.err
    found = json.loads((project.folder / "e.json").read_text())
    assert ("faster", "presets/p") == (found["outcome"], found["variant"]["proposer"])
    assert found["cost"]["evaluations"] <= 2
    words = ("tune", "three.toml", "--budget", "4trials", "--warm", "--presets", "p.json", "--json", "w.json")
    warm = project.run(*words)
    curves = json.loads((project.folder / "w.json").read_text())["tuning"]["curves"]
    assert "presets/p" in curves, warm.err
    assert 4 == sum(curve["trials"] for curve in curves.values())
    assert {"random"} < set(curves)


KNOB = '[knobs.x]\ntype = "int"\nlow = 1\nhigh = 9\n'
SERVER = "setsid sleep 4545 > /dev/null 2>&1 & echo $! > pid"


@pytest.mark.parametrize(
    ("space", "says"),
    [
        ('run = "true {x}"\n[knobs.x]\ntype = "switch"\n', "knob 'x' has the type 'switch', which is unknown"),
        (f'run = "true {{x}} {{y}}"\n{KNOB}[knobs.y]\ntype = "flag"\nwhen = {{ x = 12 }}\n', "cannot be met: x: 12 lies"),
        (f'run = "true {{x}} {{level}}"\n{KNOB}', "{level} has no value"),
        (f'run = "echo first; echo no such table; exit 4 # {{x}}"\n{KNOB}', "exit code 4 (first / no such table)"),
        (f'run = "date +%N # {{x}}"\n{KNOB}', "two runs at the defaults give different output"),
        (f'run = "true {{x}}"\n{KNOB}', "mostly the start of a process"),
        (f'run = "true {{x}}"\nsetup = "echo port in use >&2; exit 1"\nteardown = "true"\n{KNOB}', "(port in use)"),
        (f'run = "true {{x}}"\nsetup = "{SERVER}"\nteardown = "true"\n{KNOB}', "'sleep' still runs after the teardown"),
        (f'run = "true {{x}}"\nsetup = "{SERVER}"\nteardown = "exit 6"\n{KNOB}', "teardown command ends with exit code 6"),
    ],
)
def test_what_cannot_be_tuned_is_one_sentence_and_leaves_nothing_running(
    project: Project, one_sentence: Callable[[Ran], str], space: str, says: str
) -> None:
    project.write("space.toml", space)
    assert says in one_sentence(project.run("tune", "space.toml", "--budget", "3trials"))
    found = subprocess.run(["pgrep", "-f", "^sleep 4545$"], capture_output=True, text=True, check=False)
    assert "" == found.stdout


def test_jobs_are_for_sizes(project: Project, one_sentence: Callable[[Ran], str]) -> None:
    project.write("space.toml", 'run = "true"\nbuild = "head -c {x} /dev/zero > out"\n' + KNOB.replace("low", "default = 9\nlow"))
    said = one_sentence(project.run("tune", "space.toml", "--jobs", "2"))
    assert "'time' (time) would show it" in said
    ran = project.run("tune", "space.toml", "--jobs", "2", "--objective", "size:out", "--budget", "4trials")
    assert 0 == ran.code, ran.err
    assert "-x = 9" in ran.out


def test_bad_requests_are_one_sentence(project: Project, one_sentence: Callable[[Ran], str]) -> None:
    project.write("space.toml", SPACE)
    project.write("odd.toml", SPACE.replace('"int"', '"integer"'))
    project.write("fails.toml", SPACE.replace('run = "', 'run = "echo no data >&2; exit 3; '))
    sentences = {
        ("none.toml",): "cannot be read",
        ("odd.toml",): "type 'integer', which is unknown",
        ("fails.toml", "--budget", "3trials"): "exit code 3 (no data)",
        ("space.toml", "--sampler", "best"): "--sampler best: unknown",
        ("--", "gcc", "{flags}", "k.c", "-o", "k"): "only compiles",
        ("--preset-space", "gcc", "none.c"): "is no file",
    }
    for words, says in sentences.items():
        said = one_sentence(project.run("tune", *words))
        assert says in said, (words, said)
