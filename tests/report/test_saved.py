from dataclasses import replace

import pytest

from hasten.errors import StoreError
from hasten.report.context import Cost, RunContext
from hasten.report.evidence_json import to_json
from hasten.report.html import render
from hasten.report.saved import kept, saved_report
from hasten.report.text import report_text
from hasten.stores import MemoryStore, SqlStore
from hasten.testing import specimens


@pytest.fixture(params=["memory", "sql"])
def store(request, tmp_path):
    made = MemoryStore() if request.param == "memory" else SqlStore.in_folder(tmp_path)
    yield made
    made.close()


def run(store, context, evidence):
    """A whole run as the composition root makes it; the context as it was at its end."""
    name = store.begin(context.target, context.workload, {"seed": context.seed})
    for fate in specimens.fates():
        store.tell(fate)
    ended = replace(context, run=name, fates=specimens.fates(), cost=Cost(3.5, 4.5, 9, 12), refusals={"slower": 8})
    store.finish(name, evidence, closing=kept(ended))
    return ended


@pytest.mark.parametrize("outcome", sorted(specimens.OUTCOMES))
def test_a_saved_run_reports_what_it_reported_then(store, outcome):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    new = specimens.target(file="new.py", source=specimens.FAST_SOURCE) if command != "optimize" else None
    context = RunContext(
        command, target=specimens.target(), new_target=new, workload=specimens.workload(), seed=7,
        machine={"cpu": "Some CPU", "cores": 2, "load": [1.0, 2.0, 3.0]}, reproduce="hasten …",
        folder=specimens.target().root.parent,
    )
    ended = run(store, context, evidence)
    back = saved_report(store, "last")
    assert to_json(evidence, ended) == to_json(back.evidence, back.context)
    assert report_text(evidence, ended) == report_text(back.evidence, back.context)


def test_a_run_cut_short_is_inconclusive_and_says_how_to_go_on(store):
    name = store.begin(specimens.target(), specimens.workload(), {"seed": 7})
    store.tell(specimens.differs())
    back = saved_report(store, name)
    assert "inconclusive" == back.evidence.outcome
    assert f"hasten resume {name}" in back.evidence.reason
    assert (7, 1, 1) == (back.context.seed, len(back.context.fates), back.context.cost.evaluations)
    assert {"differs: value": 1} == back.context.rejected
    assert name in render([back])


def test_settings_of_another_kind_do_not_break_a_report(store):
    name = store.begin(specimens.target(), specimens.workload(), {})
    store.finish(name, specimens.faster(), closing={"folder": "text", "new_target": 3, "objective": None, "seed": "x"})
    context = saved_report(store, "last").context
    assert (None, None, None) == (context.folder, context.new_target, context.seed)


def test_figures_of_another_version_are_one_sentence(store):
    name = store.begin(specimens.target(), specimens.workload(), {})
    store.finish(name, specimens.faster(), closing={"cost": {"joules": 3}})
    with pytest.raises(StoreError, match="another version"):
        saved_report(store, name)


def test_a_run_that_is_not_there(store):
    with pytest.raises(StoreError, match="no runs"):
        saved_report(store, "last")
