"""``hasten optimize`` of whole commands."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

SHOP = """
    class Shop:
        def __init__(self, items):
            self.items = items

        def unique(self):
            # each once, in order
            out = []
            for item in self.items:
                if item not in out:
                    out.append(item)
            return out
"""
REPORT = """
    import random
    import sys

    from shop import Shop

    if __name__ == "__main__":
        rng = random.Random(1)
        words = [f"w{rng.randrange(6000)}" for _ in range(int(sys.argv[1]))]
        print(len(Shop(words).unique()))
"""


def git(project: Any, *words: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *identity, *words], cwd=project.folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.slow
def test_a_command_becomes_faster_end_to_end_and_the_change_is_committed_on_a_branch(project: Any) -> None:
    project.write("shop.py", SHOP)
    project.write("report.py", REPORT)
    project.write("pyproject.toml", "")
    git(project, "init", "-q")
    git(project, "config", "user.name", "A")
    git(project, "config", "user.email", "a@example.org")
    git(project, "add", "shop.py", "report.py", "pyproject.toml")
    git(project, "commit", "-q", "-m", "as it is")
    ran = project.run(
        "optimize", "--budget", "60s", "--branch", "faster", "--json", "out.json", "--", "python", "report.py", "4000"
    )
    assert 0 == ran.code, ran.err
    found = json.loads((project.folder / "out.json").read_text())
    assert ("faster", None, "python report.py 4000") == (found["outcome"], found["target"], found["program"])
    whole = found["end_to_end"]
    assert 1 < whole["low"] <= whole["estimate"] == found["speedup"]["estimate"]
    (change,) = [one for one in found["changes"] if one["kept"]]
    assert ("shop.py::Shop.unique", 1) == (change["function"], change["calls_seen"])
    assert "faster" == change["evidence"]["outcome"]
    assert "+++ b/shop.py" in found["variant"]["diff"]
    message = git(project, "log", "-1", "--format=%B", "faster")
    assert message.startswith("Shop.unique: ") and "end to end" in message
    assert "" == git(project, "status", "--short", "--", "shop.py", "report.py")


CODES = """
    LOG = [0] * 256
    EXP = [1] * 512

    def fill():
        x = 1
        for i in range(255):
            EXP[i] = EXP[i + 255] = x
            LOG[x] = i
            x = x << 1 ^ (0x11D if x & 0x80 else 0)

    def multiples(words, by):
        out = []
        for word in words:
            value = EXP[LOG[word] + LOG[by]]
            if value not in out:
                out.append(value)
        return out
"""
MESSAGES = """
    import codes

    if __name__ == "__main__":
        codes.fill()
        print(sum(map(sum, [codes.multiples([n % 255 + 1 for n in range(3000)], by) for by in range(1, 60)])))
"""


@pytest.mark.slow
def test_calls_are_replayed_on_the_tables_that_the_program_had_filled(project: Any) -> None:
    # On the tables as imported every product is one: the list never grows, and nothing could become faster.
    project.write("codes.py", CODES)
    project.write("messages.py", MESSAGES)
    project.write("pyproject.toml", "")
    ran = project.run(
        "optimize", "--budget", "50s", "--json", "out.json", "--", "python", "messages.py", timeout_s=900
    )
    assert 0 == ran.code, ran.err
    found = json.loads((project.folder / "out.json").read_text())
    (change,) = [one for one in found["changes"] if one["function"] == "codes.py::multiples"]
    assert change["evidence"]["workload"]["origin"].endswith(", with EXP and LOG as the program had set them")
    assert ("faster", True) == (found["outcome"], change["kept"])


FRONTIER = """
    class Frontier:
        def __init__(self, start):
            self._seen = [start]
            self.order = []

        def found(self, places):
            for place in places:
                if place not in self._seen:
                    self._seen.append(place)
                    self.order.append(place)

        def restart(self, start):
            self._seen = [start]
"""
CRAWL = """
    from frontier import Frontier

    if __name__ == "__main__":
        frontier = Frontier("p0")
        for turn in range(4):
            frontier.restart("p1")
            for n in range(0, 3000, 100):
                frontier.found([f"p{n + k * 7 % 131}" for k in range(100)])
        print(len(frontier.order))
"""


@pytest.mark.slow
def test_a_private_list_becomes_a_set_in_all_methods_that_use_it(project: Any) -> None:
    project.write("frontier.py", FRONTIER)
    project.write("crawl.py", CRAWL)
    project.write("pyproject.toml", "")
    ran = project.run(
        "optimize", "--budget", "60s", "--json", "out.json", "--", "python", "crawl.py", timeout_s=900
    )
    assert 0 == ran.code, ran.err
    found = json.loads((project.folder / "out.json").read_text())
    (change,) = [one for one in found["changes"] if one["function"] == "frontier.py::Frontier.found"]
    assert ("faster", True) == (found["outcome"], change["kept"]), change["reason"]
    added = [line.strip("+ ") for line in found["variant"]["diff"].splitlines() if line.startswith("+ ")]
    assert ["self._seen = {start}", "self._seen.add(place)", "self._seen = {start}"] == added


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--", "nosuch"), "nosuch: no such command"),
        (("--", "python", "-c", "raise SystemExit('no data today')"), "no data today"),
        (("--inputs", "inputs.py::workload", "--", "python", "slow.py"), "--inputs"),
        (("--min-share", "0", "--", "python", "slow.py"), "--min-share"),
        (("nowhere",), "nowhere"),
        ((), "no target was given"),
        (("--branch", "b", "slow.py::unseen"), "--branch"),
        (("--branch", "b", "--", "python", "slow.py"), "--branch"),
        (("--tests", "pytest -q nowhere"), "before anything was changed"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(project: Any, words: tuple[str, ...], named: str) -> None:
    ran = project.run("optimize", *words)
    said = [line for line in ran.err.strip().splitlines() if "profiling the command" not in line]
    assert (2, "", 1) == (ran.code, ran.out, len(said)), ran.err
    assert named in said[0]


def test_a_command_with_nothing_hot_is_not_faster(project: Any) -> None:
    project.write("quick.py", "print('done')\n")
    ran = project.run("optimize", "--json", "-", "--", "python", "quick.py")
    assert 0 == ran.code, ran.err
    found = json.loads(ran.out)
    assert ("not_faster", None, []) == (found["outcome"], found["end_to_end"], found["changes"])
    assert 1 == project.run("optimize", "--check", "--", "python", "quick.py").code
