"""The server is spoken to as agents do: by the official client, over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest
from tests.cli.conftest import Project

pytest.importorskip("mcp.server.mcpserver", reason="mcp 2 is not installed")

from mcp import Client, StdioServerParameters

WRONG = "def unseen(names: list[str], known: list[str]) -> list[str]:\n    return sorted(set(names) - set(known))\n"
FASTER = """
def unseen(names: list[str], known: list[str]) -> list[str]:
    before = set(known)
    return list(dict.fromkeys(name for name in names if name not in before))
"""
GIVEN = {"inputs": "inputs.py::workload"}


def asked(project: Project, *requests: tuple[str, dict[str, Any]]) -> list[Any]:
    """The names of the tools, then one answer a request."""
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "hasten", "mcp"], cwd=project.folder)

    async def talk() -> list[Any]:
        async with Client(parameters) as client:
            found: list[Any] = [sorted(tool.name for tool in (await client.list_tools()).tools)]
            for name, arguments in requests:
                found.append(await client.call_tool(name, arguments))
            return found

    return asyncio.run(talk())


def test_a_patch_given_as_text_that_changes_behaviour_comes_back_with_a_counterexample(project: Project) -> None:
    bad = {"old": "slow.py::nosuch", "new": "slow.py::unseen"}
    wrong = {"old": "slow.py::unseen", "new_source": WRONG, **GIVEN, "budget_s": 4}
    both = {"old": "slow.py::unseen", "new": "slow.py::unseen", "new_source": WRONG}
    tools, found, unknown, twice = asked(project, ("verify", wrong), ("verify", bad), ("verify", both))
    assert ["compare", "complexity", "optimize", "verify"] == tools
    assert "differs" == found.structured_content["outcome"]
    assert "unseen(" in found.structured_content["counterexample"]["call"]
    assert found.structured_content["summary"].startswith("slow.py::unseen")
    assert unknown.is_error
    assert "nosuch" in unknown.content[0].text
    assert twice.is_error
    assert "new_source" in twice.content[0].text
    assert "known and name not in out" in (project.folder / "slow.py").read_text()


@pytest.mark.slow
def test_a_true_gain_is_compared_found_and_its_growth_measured(project: Project) -> None:
    project.write("fast.py", FASTER)
    _, compared, optimised, growth = asked(
        project,
        ("compare", {"old": "slow.py::unseen", "new": "fast.py::unseen", **GIVEN, "budget_s": 10}),
        ("optimize", {"target": "slow.py::unseen", **GIVEN, "budget_s": 15}),
        ("complexity", {"target": "slow.py::unseen", **GIVEN, "budget_s": 6}),
    )
    assert "faster" == compared.structured_content["outcome"]
    assert compared.structured_content["speedup"]["low"] > 1
    assert optimised.structured_content["variant"]["diff"].startswith("---")
    assert not growth.is_error
    assert growth.structured_content["target"]
