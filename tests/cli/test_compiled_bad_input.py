"""Where compiled variants cannot be had, each backend says so in one line, and the run goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

import pytest
from tests.cli.conftest import Project

SHOP = """
    from decimal import Decimal


    class Price(int):
        pass


    def total(prices, names):
        found = 0
        for price in prices:
            if price > 2:
                found += price * 3
        return found


    def decimals():
        return [([Decimal(k) / 7 for k in range(40)], ["a"])]


    def subclasses():
        return [([Price(k) for k in range(40)], ["a"])]
"""


def caveats(project: Project, inputs: str, *, path: str = "") -> dict[str, list[str]]:
    """Texts of the caveats of a run by their names."""
    command = project.command(
        "optimize", "shop.py::total", "--inputs", f"shop.py::{inputs}", "--allow", "python,native,numba", "--budget",
        "5s", "--json", "-",
    )  # fmt: skip
    env = dict(os.environ) | ({"PATH": path} if path else {})
    done = subprocess.run(
        command, cwd=project.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240, env=env,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    by_name: dict[str, list[str]] = {}
    for one in found["caveats"]:
        by_name.setdefault(one["name"], []).append(one["text"])
    return by_name


def test_without_a_compiler_each_backend_says_what_it_needs(project: Project) -> None:
    project.write("shop.py", SHOP)
    tools = project.folder / "bin"
    tools.mkdir()
    bubblewrap = shutil.which("bwrap")
    if bubblewrap:
        (tools / "bwrap").symlink_to(bubblewrap)
    missing = caveats(project, "subclasses", path=str(tools))["backend-missing"]
    assert 1 == sum("native" in text and "C++ compiler" in text for text in missing), missing
    assert 1 == sum("mypyc" in text for text in missing), missing
    assert all("\n" not in text for text in missing)


@pytest.mark.slow
def test_decimals_and_subclasses_are_told_of(project: Project) -> None:
    project.write("shop.py", SHOP)
    for inputs, said in (("decimals", "decimal"), ("subclasses", "Price")):
        told = caveats(project, inputs).get("not-compiled", [])
        assert 1 == sum(text.partition("native")[1] != "" and said in text for text in told), (inputs, told)
