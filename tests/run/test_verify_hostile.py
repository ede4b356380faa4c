"""`hasten verify` against candidates that the static screen does not see through: an answer, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.run.projects import written

from hasten.run.sandbox import bubblewrap_trouble

pytestmark = [
    pytest.mark.needs_bwrap,
    pytest.mark.skipif(bool(bubblewrap_trouble()), reason=f"no bubblewrap: {bubblewrap_trouble()}"),
]

OLD = "def f(x: int) -> int:\n    return x + 1\n"
#: The os module and the number of the question, by ways that no name in the text gives away.
HIDDEN = """
def system():
    found = [c for c in getattr(object, "__sub" + "classes__")() if c.__name__ == "_wrap_close"][0]
    return getattr(getattr(found, "__in" + "it__"), "__glo" + "bals__")

def number():
    try:
        1 / 0
    except ZeroDivisionError as error:
        frame = getattr(getattr(error, "__trace" + "back__"), "tb_" + "frame")
    while frame is not None:
        message = getattr(frame, "f_lo" + "cals").get("message")
        if isinstance(message, dict) and "n" in message:
            return message["n"]
        frame = getattr(frame, "f_b" + "ack")

def say(text):
    data = (text % number()).encode()
    for fd in range(3, 30):
        try:
            system()["wri" + "te"](fd, len(data).to_bytes(4, "big") + data)
        except OSError:
            pass
    system()["_ex" + "it"](0)
"""
CANDIDATES = {
    "exits": (HIDDEN, "system()['_ex' + 'it'](0)", "crash"),
    "forges": (HIDDEN, """say('{"n":%d,"out":"returns","value":["l"],"args":{"args":[7],"kwargs":{}}}')""", "crash"),
    "forges deep": (HIDDEN, """say('{"n":%d,"out":"returns","value":' + '["l",[' * 600 + ']]' * 600 + '}')""", "crash"),
    "loops": ("", "while x == 2:\n        pass", "timeout"),
    "deletes": (
        HIDDEN,
        "try:\n        system()['remo' + 've'](__file__)\n    except OSError:\n        pass",
        "files forbidden",
    ),
    "colours": ("", 'raise ValueError(\'\\x1b[31m\\n"""\')', "exception"),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "forges" else [pytest.mark.slow]) for name in CANDIDATES]
)
def test_is_answered(tmp_path: Path, name: str) -> None:
    before, statement, kinds = CANDIDATES[name]
    new = f"{before}\ndef f(x: int) -> int:\n    {statement}\n    return x + 1\n"
    inputs = "def calls():\n    return [(1,), (2,), (5,)]\n"
    written(tmp_path, {"old.py": OLD, "new.py": textwrap.dedent(new), "inputs.py": inputs})
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "hasten",
            "verify",
            "old.py::f",
            "new.py::f",
            "--inputs",
            "inputs.py::calls",
            "--json",
            "out.json",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert "Traceback" not in done.stderr + done.stdout
    answer = json.loads((tmp_path / "out.json").read_text())
    assert (1, "differs") == (done.returncode, answer["outcome"])
    assert answer["counterexample"]["kind"] in kinds
    assert OLD == (tmp_path / "old.py").read_text()
