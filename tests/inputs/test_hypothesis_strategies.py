from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.inputs.domains_for_tests import INT, STR, domains, list_of, signature, signatures

from hasten.core.values import call_tree, from_plain, to_plain, validate
from hasten.inputs.constants import harvest
from hasten.inputs.hypothesis_strategies import calls, search, strategy
from hasten.inputs.membership import contains
from hasten.inputs.signature import Parameter, Signature

RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@RELAXED
@given(st.data(), domains)
def test_values_are_valid_and_in_the_domain(data: Any, domain: dict[str, Any]) -> None:
    tree = data.draw(strategy(domain, harvest("x = 41; y = 'needle'")))
    validate(tree)
    assert contains(domain, tree)


@RELAXED
@given(st.data(), signatures)
def test_calls_are_valid_and_fit_the_signature(data: Any, found: Signature) -> None:
    call = data.draw(calls(found))
    validate(call)
    assert found.admits(call)


@RELAXED
@given(st.data())
def test_all_kinds_of_parameters_are_filled(data: Any) -> None:
    found = Signature(
        (Parameter("a", "positional_only", INT), Parameter("b", domain=INT, optional=True),
         Parameter("rest", "var_positional", STR), Parameter("c", "keyword_only", INT),
         Parameter("more", "var_keyword", INT))
    )  # fmt: skip
    assert found.admits(data.draw(calls(found)))


def test_the_search_finds_and_shrinks(tmp_path: Path) -> None:
    found = search(
        signature(list_of(INT)), lambda call: sum(to_plain(call["args"][0])) > 100, seed=1, home=tmp_path
    )
    assert call_tree([from_plain([101])]) == found


def test_constants_are_tried(tmp_path: Path) -> None:
    source = "def f(s): return s == 'open sesame'"
    found = search(
        signature(STR), lambda call: call["args"] == ["open sesame"], seed=1, home=tmp_path, constants=harvest(source)
    )
    assert call_tree(["open sesame"]) == found


def test_nothing_is_found_and_nothing_is_written_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    assert search(signature(STR), lambda call: False, seed=1, home=tmp_path / "home", max_examples=30) is None
    assert [] == list(project.iterdir())


def test_a_failure_is_replayed_from_the_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def shows(call: Any) -> bool:
        asked.append(call)
        return bool(to_plain(call["args"][0]) % 1009 == 500)

    asked: list[Any] = []
    first = search(signature(INT), shows, seed=1, home=tmp_path, max_examples=20_000)
    assert first is not None
    asked.clear()
    assert first == search(signature(INT), shows, seed=2, home=tmp_path, max_examples=3)
    assert first in asked[:3]
    assert search(signature(INT), shows, seed=2, home=tmp_path, max_examples=3, key="other") is None
    assert "" == capsys.readouterr().out


def test_the_same_seed_tries_the_same_calls(tmp_path: Path) -> None:
    runs: list[list[Any]] = []
    for name in ("a", "b"):
        runs.append([])
        search(signature(STR, INT), lambda call: runs[-1].append(call), seed=7, home=tmp_path / name, max_examples=40)
    assert runs[0] == runs[1]
    assert len(runs[0]) > 20


def test_errors_of_the_predicate_come_through(tmp_path: Path) -> None:
    def broken(call: Any) -> bool:
        raise KeyError("the sandbox is gone")

    with pytest.raises(KeyError, match="sandbox"):
        search(signature(INT), broken, seed=1, home=tmp_path)


def test_without_examples_of_earlier_runs_there_is_nothing_to_replay(tmp_path: Path) -> None:
    only = (Phase.reuse, Phase.shrink)
    assert search(signature(INT), lambda call: True, seed=1, home=tmp_path, phases=only) is None
    shown = search(signature(INT), lambda call: True, seed=1, home=tmp_path)
    assert shown is not None
    assert shown == search(signature(INT), lambda call: True, seed=2, home=tmp_path, phases=only)
