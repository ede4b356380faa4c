"""OLD and NEW may stand in one file, or in copies of a file with other things beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PAIR = """
import os


def slow(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def fast(xs: list[int]) -> list[int]:
    return list(dict.fromkeys(xs))


def wrong(xs: list[int]) -> list[int]:
    return sorted(set(xs))


def wraps(xs: list[int]) -> list[int]:
    return slow(xs)


def looks(xs: list[int]) -> list[int]:
    return [] if os.environ.get("SHORTCUT") else slow(xs)
"""


def hasten(folder: Path, *words: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "hasten", *words, "--json", "e.json"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = json.loads((folder / "e.json").read_text()) if (folder / "e.json").exists() else {}
    return done.returncode, found


def test_two_functions_of_one_file_are_two(tmp_path: Path) -> None:
    (tmp_path / "pair.py").write_text(PAIR)
    code, found = hasten(tmp_path, "verify", "pair.py::slow", "pair.py::wrong")
    assert (1, "differs", "value") == (code, found["outcome"], found["counterexample"]["kind"])
    for name in ("fast", "wraps"):
        code, found = hasten(tmp_path, "verify", "pair.py::slow", f"pair.py::{name}")
        assert (0, "searched") == (code, found["verdict"]["word"])
    code, found = hasten(tmp_path, "verify", "pair.py::slow", "pair.py::slow")
    assert (0, "proved") == (code, found["verdict"]["word"])


def test_what_only_new_reaches_for_is_seen_in_one_file_too(tmp_path: Path) -> None:
    (tmp_path / "pair.py").write_text(PAIR)
    code, found = hasten(tmp_path, "verify", "pair.py::slow", "pair.py::looks")
    assert (1, "forbidden") == (code, found["counterexample"]["kind"])


def test_two_functions_of_one_file_are_measured_as_two(tmp_path: Path) -> None:
    (tmp_path / "pair.py").write_text(PAIR)
    (tmp_path / "inputs.py").write_text("def calls():\n    return [([n % 400 for n in range(1200)],)]\n")
    words = ["--inputs", "inputs.py::calls", "--no-verify", "--budget", "6s"]
    code, found = hasten(tmp_path, "compare", "pair.py::slow", "pair.py::fast", *words)
    assert (0, "faster") == (code, found["outcome"])
    assert found["speedup"]["low"] > 5
    assert "# fast of" not in found["variant"]["diff"]


def test_copies_of_a_file_are_no_proof_where_they_import_what_lies_beside_them(tmp_path: Path) -> None:
    for side, rate in (("a", 2), ("b", 3)):
        folder = tmp_path / side
        folder.mkdir()
        (folder / "rates.py").write_text(f"RATE = {rate}\n")
        (folder / "price.py").write_text("from rates import RATE\n\n\ndef price(n: int) -> int:\n    return n * RATE\n")
        (folder / "alone.py").write_text("def alone(n: int) -> int:\n    return n + 1\n")
    code, found = hasten(tmp_path, "verify", "a/price.py::price", "b/price.py::price")
    assert (1, "differs") == (code, found["outcome"])
    code, found = hasten(tmp_path, "verify", "a/alone.py::alone", "b/alone.py::alone")
    assert (0, "proved") == (code, found["verdict"]["word"])
