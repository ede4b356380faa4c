"""A proposer that is any command: JSON Lines on its standard streams, ask in, candidates out, fates told back.

The command is started once per search and lives until its end. Each message is one line of JSON, one key that names it:

* to the command: ``{"ask": {...}}`` asks for candidates (the target, what is known of its inputs, the best variants so
  far, the budget, a seed); ``{"fate": {"id": ..., "outcome": ..., "reason": ..., "ratio": ...}}`` tells what became of
  one; ``{"error": ...}`` answers a line that could not be read; ``{"end": {}}`` is the last one.
* from the command: ``{"candidate": {"id": ..., "source": ...}}`` with the whole file, or ``"function"`` in place of
  ``"source"`` with the text of the target's new definition alone; optional ``rationale``, ``growth`` (two texts),
  ``needs`` (packages), ``predictions`` (figures by name); ``{"done": {}}`` ends its answer to the ask.

A fate never holds an input or an output of the oracle: who sees the tests can write for the tests. It names the kind
of the difference (``value``, ``exception``, ``timeout``) and nothing more. A candidate that equals an earlier one in
all but formatting is told ``"dropped"``. So the command may wait for each fate before it sends the next candidate.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import random
import select
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from typing import Any

from hasten.code.edits import indent_block
from hasten.code.source import parse
from hasten.core import Archive, Budget, Candidate, Evidence, Facts, SourceEdit, Target
from hasten.errors import InvalidArgument

#: A longer line is no candidate.
_MOST_LINE_BYTES = 8 << 20
#: After so many lines that cannot be read the command is given up.
_MOST_ERRORS = 20
#: Best variants shown with an ask.
_MOST_SHOWN = 5
#: Keys of a domain that hold values seen in inputs.
_VALUES = frozenset({"choices", "seen"})
#: What a command may take to leave after it was told to end, seconds.
_FAREWELL_S = 2.0


class OutsideFailed(Exception):
    """The command died, or said too much that could not be read."""


class OutsideProposer:
    """Asks a command for candidates, and tells it their fates.

    It is a listener too: the search must tell it, and ``close`` must be called at the end.

    Args:
        command: The command as a shell would read it; it is started without a shell.

    Raises:
        InvalidArgument: The command is empty, or cannot be started.
    """

    def __init__(self, command: str) -> None:
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise InvalidArgument(f"--proposer {command!r} cannot be read as a command: {error}") from error
        if not words:
            raise InvalidArgument("--proposer is empty; give a command, such as \"python propose.py\"")
        self.name = f"outside/{os.path.basename(words[0])}"
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the command
        try:
            self._process = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, start_new_session=True
            )
        except OSError as error:
            self._said.close()
            raise InvalidArgument(f"--proposer {command!r} does not start: {error.strerror}") from error
        self._pending: dict[str, Any] = {}
        self._waiting: str | None = None
        self._buffer = bytearray()
        self._errors = 0
        self._asks = 0

    # -- the role -------------------------------------------------------------------------------------------------

    def propose(
        self, target: Target, facts: Facts, archive: Archive, rng: random.Random, budget: Budget
    ) -> Iterator[Candidate]:
        """Candidates in the order in which the command gives them.

        Raises:
            OutsideFailed: The command died before it was done.
        """
        self._asks += 1
        deadline = time.monotonic() + budget.seconds
        self._send({"ask": self.asked(target, facts, archive, budget, seed=rng.randrange(1 << 31))})
        while True:
            message = self._receive(deadline)
            if message is None or "done" in message:
                return
            candidate, name = self._candidate(message, target)
            if candidate is None:
                continue
            self._pending[candidate.key] = name
            self._waiting = candidate.key
            yield candidate
            if self._waiting is not None:
                # The search went on without judging it: it has seen the like of it.
                self._waiting = None
                # As above: a command that has ended may have said more before its end.
                with contextlib.suppress(OutsideFailed):
                    self._send({"fate": {"id": name, "outcome": "dropped", "reason": "equal to an earlier candidate"}})

    def tell(self, evidence: Evidence) -> None:
        """Pass a fate on, if the candidate came from here."""
        if evidence.candidate is None or evidence.candidate.key not in self._pending:
            return
        if evidence.candidate.key == self._waiting:
            self._waiting = None
        name = self._pending.pop(evidence.candidate.key)
        with contextlib.suppress(OutsideFailed):
            self._send({"fate": {"id": name, **fate(evidence)}})

    def close(self) -> None:
        """Tell the command that this was all, and end it if it stays."""
        with contextlib.suppress(OutsideFailed):
            self._send({"end": {}})
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            self._process.wait(_FAREWELL_S)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._said.close()

    def __enter__(self) -> OutsideProposer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what is said of the kind of candidate ---------------------------------------------------------------------

    def asked(self, target: Target, facts: Facts, archive: Archive, budget: Budget, *, seed: int) -> dict[str, Any]:
        """What an ask holds."""
        return asked(target, facts, archive, budget, number=self._asks, seed=seed)

    def read(self, said: Mapping[str, Any], target: Target) -> Candidate | str:
        """A candidate out of what the command said, or what is wrong with it."""
        return candidate_of(said, target, self.name)

    # -- messages -------------------------------------------------------------------------------------------------

    def _candidate(self, message: Mapping[str, Any], target: Target) -> tuple[Candidate | None, Any]:
        """A candidate out of a message and its name there; a message that is none is answered with what is wrong."""
        said = message.get("candidate")
        problem = "expected a line with the key 'candidate' or 'done'"
        if isinstance(said, Mapping):
            found = self.read(said, target)
            if isinstance(found, Candidate):
                return found, said.get("id")
            problem = found
        self._complain(problem)
        return None, None

    def _complain(self, problem: str) -> None:
        self._errors += 1
        if self._errors > _MOST_ERRORS:
            raise OutsideFailed(f"{self._errors} lines could not be read, the last one: {problem}")
        # A command that has ended hears nothing any more; what it wrote before its end still counts.
        with contextlib.suppress(OutsideFailed):
            self._send({"error": problem})

    def _send(self, message: Mapping[str, Any]) -> None:
        stream = self._process.stdin
        try:
            if stream is None or stream.closed:
                raise OutsideFailed("the command has been closed")
            stream.write(json.dumps(message).encode() + b"\n")
            stream.flush()
        except OSError as error:
            raise OutsideFailed(self._death()) from error

    def _receive(self, deadline: float) -> dict[str, Any] | None:
        """The next message that is a JSON object, or None when time is up.

        Raises:
            OutsideFailed: The command has ended.
        """
        while True:
            line = self._line(deadline)
            if line is None:
                return None
            try:
                found = json.loads(line)
            except (ValueError, RecursionError) as error:
                self._complain(f"not JSON: {error}")
                continue
            if isinstance(found, dict):
                return found
            self._complain(f"a message must be an object but is a {type(found).__name__}")

    def _line(self, deadline: float) -> bytes | None:
        stream = self._process.stdout
        if stream is None:
            raise OutsideFailed("the command has no standard output")
        while b"\n" not in self._buffer:
            if len(self._buffer) > _MOST_LINE_BYTES:
                raise OutsideFailed(f"a line of more than {_MOST_LINE_BYTES >> 20} MiB")
            left_s = deadline - time.monotonic()
            if left_s <= 0 or not select.select([stream], [], [], left_s)[0]:
                return None
            part = os.read(stream.fileno(), 1 << 16)
            if not part:
                raise OutsideFailed(self._death())
            self._buffer += part
        line, _, rest = bytes(self._buffer).partition(b"\n")
        self._buffer = bytearray(rest)
        return line if line.strip() else self._line(deadline)

    def _death(self) -> str:
        """How the command ended, with the last line of its standard error."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL_S)
        self._said.seek(0)
        lines = self._said.read(1 << 16).decode("utf-8", "replace").strip().splitlines()
        code = self._process.poll()
        how = "closed its output" if code is None else f"ended with exit code {code}"
        return f"the command {how}" + (f" ({lines[-1][:200]})" if lines else "")


def asked(
    target: Target, facts: Facts, archive: Archive, budget: Budget, *, number: int, seed: int
) -> dict[str, Any]:
    """What an ask holds: never an input of the oracle, only types, ranges and the profile."""
    elites = [
        {"source": e.candidate.payload.source, "ratio": e.race.ratio if e.race is not None else None}
        for e in list(archive.elites())[:_MOST_SHOWN]
        if e.candidate is not None and isinstance(e.candidate.payload, SourceEdit)
    ]
    return {
        "number": number, "seed": seed,
        "target": {
            "name": target.name, "module": target.module, "kind": target.kind, "language": target.language,
            "source": target.source,
        },
        "facts": {
            "parameters": [
                {
                    "name": p.name, "domain": types_only(p.domain), "hint": p.hint, "lengths": list(p.lengths),
                    "low": p.low, "high": p.high,
                }
                for p in facts.parameters
            ],
            "returns": types_only(facts.returns),
            "line_share": {str(line): share for line, share in facts.line_share.items()},
            "allow": list(facts.allow), "installed": list(facts.installed),
        },
        "elites": elites,
        "budget": {"seconds": budget.seconds, "evaluations": budget.evaluations, "tokens": budget.tokens},
    }


def types_only(domain: Any) -> Any:
    """A domain without the values that were seen: a proposer learns kinds and ranges, not the inputs themselves."""
    if isinstance(domain, Mapping):
        return {key: types_only(value) for key, value in domain.items() if key not in _VALUES}
    return [types_only(item) for item in domain] if isinstance(domain, list | tuple) else domain


def fate(evidence: Evidence) -> dict[str, Any]:
    """What may be told of a fate: outcome, reason in a word, raced ratio; no input, no output, no counterexample."""
    verdict = evidence.verdict
    told: dict[str, Any] = {"outcome": evidence.outcome, "reason": evidence.reason}
    if evidence.outcome == "refused":
        # A builder's message speaks of the candidate's own text; anything longer might quote a run.
        told["reason"] = evidence.reason[:300]
    if verdict is not None:
        told["word"] = verdict.word
        if verdict.counterexample is not None:
            told["kind"] = verdict.counterexample.kind
            told["reason"] = f"differs: {verdict.counterexample.kind}"
    if evidence.race is not None:
        told["ratio"] = evidence.race.ratio
    return told


def candidate_of(said: Mapping[str, Any], target: Target, proposer: str) -> Candidate | str:
    """A candidate out of what a command said, or what is wrong with it."""
    source, function = said.get("source"), said.get("function")
    if isinstance(function, str) and source is None:
        source = with_function(target, function)
        if source is None:
            return f"'function' must be Python text that defines {target.name}"
    if not isinstance(source, str) or not source.strip():
        return "a candidate needs 'source' (the whole file) or 'function' (the new definition) as text"
    growth, needs, predictions = said.get("growth"), said.get("needs") or [], said.get("predictions") or {}
    if growth is not None and not (isinstance(growth, list) and list(map(type, growth)) == [str, str]):
        return "'growth' must be two texts, before and after"
    if not isinstance(needs, list) or not all(isinstance(n, str) for n in needs):
        return "'needs' must be a list of package names"
    if not isinstance(predictions, Mapping) or not all(isinstance(v, int | float) for v in predictions.values()):
        return "'predictions' must give a number by name"
    label = said.get("name")
    return Candidate(
        SourceEdit(source), f"{proposer}/{label}" if isinstance(label, str) and label else proposer,
        rationale=str(said.get("rationale") or "")[:1000], growth=(growth[0], growth[1]) if growth else None,
        needs=tuple(needs), predictions={str(k): float(v) for k, v in predictions.items()},
    )


def with_function(target: Target, text: str) -> str | None:
    """The target's file with another definition in place of the target's.

    What else the text defines or imports comes with it. None where the text does not define the target, or holds
    anything beside the definition of a method.
    """
    old = parse(target.source)
    try:
        new = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    node = old.functions.get(target.name) if not isinstance(old, SyntaxError) else None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    if node is None or not any(isinstance(n, kinds) and n.name == node.name for n in new.body):
        return None
    if node.col_offset:
        if len(new.body) != 1:
            return None
        text = indent_block(text.strip("\r\n"), " " * node.col_offset)
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    lines = target.source.splitlines(keepends=True)
    ending = "\r\n" if "\r\n" in target.source else "\n"
    middle = ending.join(text.strip("\r\n").splitlines()) + ending
    future = [i for i, line in enumerate(text.splitlines()) if line.startswith("from __future__")]
    if future:
        return None
    return "".join([*lines[: first - 1], middle, *lines[node.end_lineno :]])
