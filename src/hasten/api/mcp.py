"""A server of the Model Context Protocol: coding agents have their patches checked before they hand them over.

Four tools. None of them writes into the project: a variant comes back as a diff. One request is worked on at a time,
since two measurements side by side would spoil each other.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from hasten import __version__
from hasten.api.answer import Answer
from hasten.api.compare import compare_targets
from hasten.api.complexity import complexity_of
from hasten.api.complexity import to_json as complexity_json
from hasten.api.optimize import optimize_target
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.api.verify import verify_targets
from hasten.core import Target
from hasten.errors import HastenError, InvalidArgument
from hasten.report.evidence_json import to_json
from hasten.report.text import headline
from hasten.stores.runs import RunStore
from hasten.stores.sql import SqlStore

_INSTRUCTIONS = (
    "hasten judges changes that are meant to make Python code faster. Before you call a patch faster, or the same, ask "
    "`compare` (it verifies first) or `verify`. Read `outcome`: only `no_difference` says that a long search found no "
    "difference, only `faster` that a gain is confirmed; `inconclusive` is no yes. A `counterexample` is a call to run."
)
Old = Annotated[str, Field(description="The original: path.py::function, or path.py::Class.method.")]
New = Annotated[str, Field(description="The changed version as path.py::function; leave empty with new_source.")]
NewSource = Annotated[
    str, Field(description="Instead of `new`: the whole text of the original's file after the change.")
]
Inputs = Annotated[
    str, Field(description="FILE.py::NAME, a callable or list that gives argument tuples. Empty: made by hasten.")
]
Tests = Annotated[str, Field(description='Instead of inputs: a pytest command, such as "pytest tests/test_x.py".')]
Seconds = Annotated[float, Field(gt=0, description="Wall seconds to spend, roughly.")]


@dataclass
class Agency:
    """What the tools share.

    Attributes:
        trust: The user's word that foreign code may run without bubblewrap.
        lock: Held by the request that is worked on.
    """

    trust: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def turn(self) -> Iterator[RunStore]:
        """The store, for one request at a time; errors meant for the user become answers of the tool."""
        with self.lock:
            try:
                with SqlStore.in_folder(Path.cwd()) as store:
                    yield store
            except HastenError as error:
                raise ToolError(" ".join(str(error).split())) from error

    def options(self, inputs: str, tests: str, budget_s: float, allow: str = "python") -> Options:
        """A request's settings."""
        names = tuple(part.strip() for part in allow.split(",") if part.strip())
        return Options(
            inputs=inputs or None,
            tests=tests or None,
            allow=names if "python" in names else ("python", *names),
            budget_s=budget_s,
            trust=self.trust,
        )


def sides(old: str, new: str, new_source: str) -> tuple[Target, Target]:
    """OLD and NEW, where NEW is another function, or OLD's file with another text.

    Raises:
        HastenError: A side cannot be found, or NEW is given twice or not at all.
    """
    if bool(new) == bool(new_source):
        raise InvalidArgument("give either new (path.py::function) or new_source (the text of the whole changed file)")
    first = target_of(old)
    if new:
        return first, target_of(new)
    changed = replace(first, source=new_source, source_hash="")
    return first, changed


def answer(report: Answer) -> dict[str, Any]:
    """The evidence, after one line that says it all."""
    return {"summary": headline(report.evidence, report.context), **to_json(report.evidence, report.context)}


def server(*, trust: bool = False) -> MCPServer[Any]:
    """The server with its tools; ``run()`` serves standard input and output.

    Args:
        trust: The user's word that foreign code may run without bubblewrap.
    """
    made: MCPServer[Any] = MCPServer("hasten", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING")
    agency = Agency(trust)
    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)

    @made.tool(annotations=reads)
    def verify(
        old: Old, new: New = "", new_source: NewSource = "", inputs: Inputs = "", tests: Tests = "",
        budget_s: Seconds = 30.0,
    ) -> dict[str, Any]:
        """Does the changed function still do the same? Searches for a difference, and shrinks what it finds."""
        with agency.turn() as store:
            options = agency.options(inputs, tests, budget_s)
            return answer(verify_targets(*sides(old, new, new_source), options, store=store))

    @made.tool(annotations=reads)
    def compare(
        old: Old, new: New = "", new_source: NewSource = "", inputs: Inputs = "", tests: Tests = "",
        budget_s: Seconds = 40.0,
    ) -> dict[str, Any]:
        """Is the changed function faster, by how much, how sure? Verifies first; needs inputs or tests."""
        with agency.turn() as store:
            options = agency.options(inputs, tests, budget_s)
            return answer(compare_targets(*sides(old, new, new_source), options, store=store))

    @made.tool(annotations=reads)
    def optimize(
        target: Old,
        inputs: Inputs = "",
        tests: Tests = "",
        allow: Annotated[str, Field(description="What a variant may use: python,numpy,numba,native.")] = "python",
        budget_s: Seconds = 60.0,
    ) -> dict[str, Any]:
        """A faster version of a function, verified and measured, as a diff in `variant`; null where none is found."""
        with agency.turn() as store:
            return answer(
                optimize_target(target_of(target), agency.options(inputs, tests, budget_s, allow), store=store)
            )

    @made.tool(annotations=reads)
    def complexity(target: Old, inputs: Inputs = "", tests: Tests = "", budget_s: Seconds = 30.0) -> dict[str, Any]:
        """How do time and memory of a function grow with its inputs? Measured, with confidence."""
        with agency.turn():
            return dict(complexity_json(complexity_of(target_of(target), agency.options(inputs, tests, budget_s))))

    return made
