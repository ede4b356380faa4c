from __future__ import annotations

import json
import random
import sys
import textwrap
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hasten.core import Budget, Candidate, Counterexample, Evidence, Facts, RaceResult, SourceEdit, Target, Verdict
from hasten.errors import InvalidArgument
from hasten.proposers.outside import OutsideFailed, OutsideProposer, fate, with_function

SOURCE = "import os\n\n\ndef f(x):\n    return x + x\n\n\nAFTER = f(2)\n"


class Kept:
    """An archive with one elite."""

    def add(self, evidence: Evidence) -> bool:
        return False

    def elites(self) -> Sequence[Evidence]:
        best = Candidate(SourceEdit("def f(x):\n    return 2 * x\n"), "rules/x")
        return [Evidence(best, "faster", race=RaceResult("new", 9, 30.0, 1.5))]


def target() -> Target:
    return Target(name="f", file=Path("/nowhere/m.py"), module="m", root=Path("/nowhere"), source=SOURCE)


def command(folder: Path, body: str) -> str:
    """A proposer script; ``ask()`` reads a message, ``say(x)`` sends one."""
    head = """
        import json, sys
        def ask():
            line = sys.stdin.readline()
            return json.loads(line) if line else None
        def say(message):
            print(json.dumps(message), flush=True)
    """
    file = folder / "propose.py"
    file.write_text(textwrap.dedent(head) + textwrap.dedent(body))
    return f"{sys.executable} {file}"


def proposals(proposer: OutsideProposer, seconds: float = 10.0) -> list[Candidate]:
    return list(proposer.propose(target(), Facts(), Kept(), random.Random(1), Budget(seconds=seconds)))


def test_candidates_come_in_order_with_what_was_said_of_them(tmp_path: Path) -> None:
    script = command(tmp_path, """
        ask()
        say({"candidate": {"id": 1, "source": "def f(x):\\n    return 2 * x\\n", "rationale": "one operation",
                           "growth": ["O(n)", "O(1)"], "needs": ["numpy"], "predictions": {"ratio": 2}, "name": "gpt"}})
        say({"candidate": {"id": 2, "function": "def f(x):\\n    return x << 1"}})
        say({"done": {}})
    """)
    with OutsideProposer(script) as proposer:
        first, second = proposals(proposer)
    assert "def f(x):\n    return 2 * x\n" == first.payload.source  # type: ignore[union-attr]
    assert ("one operation", ("O(n)", "O(1)"), ("numpy",), {"ratio": 2.0}) == (
        first.rationale, first.growth, first.needs, first.predictions
    )
    assert first.proposer.startswith("outside/")
    assert first.proposer.endswith("/gpt")
    assert "import os\n\n\ndef f(x):\n    return x << 1\n\n\nAFTER = f(2)\n" == second.payload.source  # type: ignore[union-attr]


def test_the_ask_holds_target_facts_elites_and_budget(tmp_path: Path) -> None:
    script = command(tmp_path, f"""
        open({str(tmp_path / "seen")!r}, "w").write(json.dumps(ask()))
        say({{"done": {{}}}})
    """)
    with OutsideProposer(script) as proposer:
        assert [] == proposals(proposer)
    seen = json.loads((tmp_path / "seen").read_text())["ask"]
    assert {"number", "seed", "target", "facts", "elites", "budget"} == set(seen)
    assert SOURCE == seen["target"]["source"]
    assert [{"source": "def f(x):\n    return 2 * x\n", "ratio": 1.5}] == seen["elites"]


def test_fates_are_told_without_the_inputs_of_the_oracle(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = command(tmp_path, f"""
        ask()
        log = open({str(log)!r}, "w")
        for number in range(3):
            say({{"candidate": {{"id": number, "source": "def f(x): return %d" % min(number, 1)}}}})
            log.write(json.dumps(ask()) + "\\n"); log.flush()
        say({{"done": {{}}}})
    """)
    secret = Counterexample("value", "f('secret input')", "'secret output'", "3", ({"args": ["secret"], "kwargs": {}},))
    with OutsideProposer(script) as proposer:
        seen: set[str] = set()
        for candidate in proposer.propose(target(), Facts(), Kept(), random.Random(1), Budget(seconds=10)):
            if candidate.key in seen:
                continue  # as the search does with duplicates: not judged, not told
            seen.add(candidate.key)
            verdict = Verdict("differs", "same-value", counterexample=secret)
            proposer.tell(Evidence(candidate, "differs", verdict=verdict, reason="differs: value at 'secret'"))
    told = [json.loads(line)["fate"] for line in log.read_text().splitlines()]
    assert [(0, "differs"), (1, "differs"), (2, "dropped")] == [(f["id"], f["outcome"]) for f in told]
    assert "value" == told[0]["kind"]
    assert "secret" not in log.read_text()


def test_a_fate_of_a_winner_holds_its_ratio() -> None:
    won = Evidence(None, "faster", verdict=Verdict("searched", "same-effects"), race=RaceResult("new", 9, 30.0, 2.5))
    assert {"outcome": "faster", "reason": "", "word": "searched", "ratio": 2.5} == fate(won)


def test_fates_of_others_are_not_told(tmp_path: Path) -> None:
    script = command(tmp_path, f"""
        for line in sys.stdin:
            open({str(tmp_path / "log")!r}, "a").write(line)
            if "ask" in line:
                say({{"done": {{}}}})
    """)
    with OutsideProposer(script) as proposer:
        proposals(proposer)
        proposer.tell(Evidence(Candidate(SourceEdit("def f(x): return 9"), "rules/y"), "faster"))
        proposer.tell(Evidence(None, "not_faster"))
    assert ["ask", "end"] == [next(iter(json.loads(line))) for line in (tmp_path / "log").read_text().splitlines()]


@pytest.mark.parametrize("line", [
    "no json", "[1]", '{"candidate": 3}', '{"candidate": {}}', '{"other": 1}', '{"candidate": {"source": 5}}',
    '{"candidate": {"function": "def g(): pass"}}', '{"candidate": {"function": "def ("}}',
    '{"candidate": {"source": "x = 1", "growth": "fast"}}', '{"candidate": {"source": "x = 1", "needs": [1]}}',
    '{"candidate": {"source": "x = 1", "predictions": {"a": "b"}}}',
])
def test_a_line_that_is_no_candidate_is_answered_and_passed_over(tmp_path: Path, line: str) -> None:
    script = command(tmp_path, f"""
        ask()
        print({line!r}, flush=True)
        assert "error" in ask()
        say({{"candidate": {{"source": "x = 1"}}}})
        say({{"done": {{}}}})
    """)
    with OutsideProposer(script) as proposer:
        assert ["x = 1"] == [c.payload.source for c in proposals(proposer)]  # type: ignore[union-attr]


def test_a_command_that_only_talks_nonsense_is_given_up(tmp_path: Path) -> None:
    script = command(tmp_path, "ask()\nwhile True:\n    print('nonsense', flush=True)\n")
    with OutsideProposer(script) as proposer, pytest.raises(OutsideFailed, match="could not be read"):
        proposals(proposer)


def test_a_command_that_dies_is_named_with_its_last_words(tmp_path: Path) -> None:
    script = command(tmp_path, "ask()\nsys.exit('the model is not there')\n")
    with OutsideProposer(script) as proposer, pytest.raises(OutsideFailed, match="the model is not there"):
        proposals(proposer)


def test_a_command_that_never_answers_costs_the_budget_and_no_more(tmp_path: Path) -> None:
    script = command(tmp_path, "import time\nask()\ntime.sleep(600)\n")
    with OutsideProposer(script) as proposer:
        assert [] == proposals(proposer, seconds=0.3)
        started = time.monotonic()
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("text", ["", "  ", "no-such-command-here", "'unclosed"])
def test_commands_that_do_not_start_are_refused(text: str) -> None:
    with pytest.raises(InvalidArgument, match="--proposer"):
        OutsideProposer(text)


def test_a_definition_replaces_the_old_one_with_its_decorators() -> None:
    source = "import os\n\n@wraps\n@other(\n    1)\ndef f(x):\n    return 1\n# after\ny = 2\n"
    made = with_function(replace(target(), source=source), "import re\ndef f(x): return 2")
    assert "import os\n\nimport re\ndef f(x): return 2\n# after\ny = 2\n" == made


def test_windows_line_ends_stay() -> None:
    source = "def f(x):\r\n    return 1\r\ny = 2\r\n"
    made = with_function(replace(target(), source=source), "def f(x):\n    return 2\n")
    assert "def f(x):\r\n    return 2\r\ny = 2\r\n" == made
