"""``hasten profile`` as a user calls it."""

import json
from pathlib import Path
from typing import Any

PROGRAM = """
    import sys


    def slow(n):
        return sum(i * i for i in range(n))


    def main():
        print(slow(3_000_000))


    main()
"""


HELD = """
    def made():
        return [str(i) for i in range(100_000)]


    held = made()
    print(len(held))
"""


def test_the_hot_function_is_named_and_the_command_keeps_its_output(project: Any) -> None:
    project.write("program.py", PROGRAM)
    ran = project.run("profile", "--json", "p.json", "--html", "p.html", "--", "python", "program.py")
    assert 0 == ran.code, ran.err
    assert str(sum(i * i for i in range(3_000_000))) == ran.out.strip()
    found = json.loads((Path(project.folder) / "p.json").read_text())
    assert "hasten.profile/1" == found["schema"]
    first = found["functions"][0]
    assert ("slow", "program.py") == (first["name"], first["file"])
    assert first["self_share"] > 0.5 and first["bound"] > 2
    assert 0.5 < found["wall_attributed_share"] <= 1
    assert "program.py::slow" in ran.err
    page = (Path(project.folder) / "p.html").read_text()
    assert "<svg" in page and "slow (program.py)" in page and "<script" not in page


def test_time_in_c_and_memory_by_line_are_told_when_asked_for(project: Any) -> None:
    project.write("program.py", HELD)
    ran = project.run(
        "profile", "--memory", "--native", "--json", "p.json", "--html", "p.html", "--", "python", "program.py"
    )
    assert (0, "100000") == (ran.code, ran.out.strip()), ran.err
    assert "MB held at most" in ran.err and "program.py:2 made" in ran.err
    assert "time in functions written in C" in ran.err
    found = json.loads((Path(project.folder) / "p.json").read_text())
    assert 2 == found["memory"]["sites"][0]["line"]
    assert 0 <= found["c_calls"]["share"] <= 1
    assert "Memory by line" in (Path(project.folder) / "p.html").read_text()


def test_only_json_on_standard_output_where_it_is_asked_for(project: Any) -> None:
    project.write("program.py", PROGRAM)
    ran = project.run("profile", "--json", "-", "--", "python", "program.py")
    assert "python program.py" == json.loads(ran.out)["command"]


def test_a_command_that_cannot_be_run_or_watched_is_one_sentence(project: Any) -> None:
    for words, named in ((("nosuch",), "nosuch"), (("true",), "true"), ((), "CMD")):
        ran = project.run("profile", "--", *words)
        assert (2, "", 1) == (ran.code, ran.out, len(ran.err.strip().splitlines())), ran.err
        assert named in ran.err
