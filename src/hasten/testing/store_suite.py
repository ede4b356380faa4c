"""What every store must do. Inherit from ``StoreSuite``, give ``make``, and pytest runs it against your store.

Example:
    class TestMyStore(StoreSuite):
        def make(self, folder):
            return MyStore(folder / "runs")
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hasten.core.verdict import Counterexample
from hasten.errors import InvalidArgument, StoreError
from hasten.stores.names import target_key
from hasten.stores.runs import RunStore
from hasten.testing import specimens


class StoreSuite:
    """Conformance tests of the role Store."""

    def make(self, folder: Path) -> RunStore:
        """A store that holds nothing yet, in an empty folder of its own."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> RunStore:
        """The store under test."""
        return self.make(tmp_path)

    def test_a_run_is_kept_with_all_its_fates(self, store: RunStore) -> None:
        """Fates come back equal and in the order told, raw samples included."""
        name = store.begin(specimens.target(), specimens.workload(), {"command": "optimize", "seed": 7})
        for fate in specimens.fates():
            store.tell(fate)
        store.finish(name, specimens.faster(), closing={"tokens": 0})
        assert list(specimens.fates()) == list(store.fates(name))
        record = store.run(name)
        assert specimens.faster() == record.evidence
        assert specimens.target() == record.target
        assert (name, 4) == (record.name, record.tried)
        assert record.settings == {"command": "optimize", "seed": 7}
        assert record.closing == {"tokens": 0}
        assert record.finished is not None

    def test_how_often_a_proposer_was_wrong_counts_distinct_candidates(self, store: RunStore) -> None:
        """The same candidate told again counts once; what was never judged does not count."""
        for _ in range(2):
            store.begin(specimens.target(), specimens.workload(), {})
            for fate in specimens.fates():
                store.tell(fate)
        assert (1, 1) == store.judged_of("edits/replace_loop")
        assert (0, 2) == store.judged_of("rules/ordered_dedupe_by_list")
        assert (0, 0) == store.judged_of("nobody")

    def test_the_workload_is_summed_up(self, store: RunStore) -> None:
        """Origin, number of calls and digest are kept; the inputs themselves are not."""
        work = specimens.workload()
        record = store.run(store.begin(specimens.target(), work, {}))
        assert (work.origin, 3, work.hash) == (record.workload_origin, record.workload_calls, record.workload_hash)

    def test_settings_come_back_as_given(self, store: RunStore) -> None:
        """Also what JSON has no word for."""
        settings: dict[str, object] = {
            "allow": ("python", "numpy"), "limit_s": float("inf"), "big": 2**80, "project": Path("/project"),
            "seed": None, "new": specimens.target(file="new.py"), "odd": {1: b"\xff", "$x": [1.5]},
        }
        assert settings == store.run(store.begin(specimens.target(), specimens.workload(), settings)).settings

    def test_runs_are_apart(self, store: RunStore) -> None:
        """``tell`` belongs to the run begun last, also for two runs of one target in one second."""
        first = store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.differs())
        second = store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.faster())
        assert first != second
        assert [specimens.differs()] == list(store.fates(first))
        assert [specimens.faster()] == list(store.fates(second))
        assert [first, second] == [record.name for record in store.runs()]

    def test_an_unfinished_run_goes_on(self, store: RunStore) -> None:
        """``reopen`` adds to what was told before."""
        first = store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.differs())
        store.finish(store.begin(specimens.target(), specimens.workload(), {}), specimens.not_faster())
        store.reopen(first)
        store.tell(specimens.faster())
        assert [specimens.differs(), specimens.faster()] == list(store.fates(first))

    def test_a_finished_run_is_closed(self, store: RunStore) -> None:
        """The record is append-only: no second end, no reopening."""
        name = store.begin(specimens.target(), specimens.workload(), {})
        store.finish(name, specimens.faster())
        with pytest.raises(StoreError, match="finished"):
            store.finish(name, specimens.not_faster())
        with pytest.raises(StoreError, match="finished"):
            store.reopen(name)
        assert specimens.faster() == store.run(name).evidence

    def test_runs_are_found_by_a_part_of_their_name(self, store: RunStore) -> None:
        """A unique part, or ``last``; anything else names what is there."""
        with pytest.raises(StoreError, match="no runs"):
            store.run("last")
        first = store.begin(specimens.target(name="dedupe"), specimens.workload(), {})
        second = store.begin(specimens.target(name="greet"), specimens.workload(), {})
        assert first == store.run("dedupe").name
        assert second == store.run("last").name
        with pytest.raises(StoreError, match="2 runs match"):
            store.run("-")
        with pytest.raises(StoreError, match=second):
            store.run("nosuch")
        with pytest.raises(StoreError, match="no run"):
            store.fates("nosuch")

    def test_a_fate_needs_a_run(self, store: RunStore) -> None:
        """Misuse is refused at the door."""
        with pytest.raises(InvalidArgument, match="begin"):
            store.tell(specimens.differs())

    def test_text_of_any_kind_is_kept(self, store: RunStore) -> None:
        """NUL, lone surrogates and other scripts, in every text that reaches the store."""
        odd = "a\0b \ud800 é 日本 \U0001f600 '; drop table x; --"
        target = replace(specimens.target(), source=specimens.OLD_SOURCE + "# " + odd, name="f" + odd)
        work = replace(specimens.workload(), origin=odd)
        name = store.begin(target, work, {"note": odd})
        fate = replace(specimens.differs(), reason=odd, candidate=replace(specimens.candidate(), proposer=odd))
        store.tell(fate)
        assert [fate] == list(store.fates(name))
        assert (target, odd) == (store.run(name).target, store.run(name).settings["note"])

    def test_counterexamples_join_the_corpus_of_their_target(self, store: RunStore) -> None:
        """Once each, latest first, and apart for each target."""
        key = target_key(specimens.target())
        store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.differs())
        store.tell(specimens.differs())
        other = Counterexample("exception", "dedupe(None)", "TypeError", "[]", trees=({"args": [None], "kwargs": {}},))
        assert store.corpus_add(key, other)
        assert not store.corpus_add(key, replace(other, new="something else"))
        known = specimens.differing().counterexample
        assert [other, known] == list(store.corpus_of(key))
        assert list(store.corpus_of(target_key(specimens.target(name="greet")))) == []

    def test_the_corpus_outlives_an_edit_of_the_file(self, store: RunStore) -> None:
        """The key names the function, not its text."""
        store.begin(specimens.target(), specimens.workload(), {})
        store.tell(specimens.differs())
        edited = specimens.target(source=specimens.FAST_SOURCE)
        assert len(store.corpus_of(target_key(edited))) == 1

    def test_a_counterexample_that_cannot_be_replayed_stays_out_of_the_corpus(self, store: RunStore) -> None:
        """A crash or a forbidden name has no call to try again."""
        store.begin(specimens.target(), specimens.workload(), {})
        verdict = replace(specimens.differing(), counterexample=Counterexample("forbidden", "import ctypes", "", ""))
        store.tell(replace(specimens.differs(), verdict=verdict))
        assert list(store.corpus_of(target_key(specimens.target()))) == []

    def test_calibrations_are_kept_by_machine_and_day(self, store: RunStore) -> None:
        """The latest of a day counts."""
        store.calibration_add("m1", "2026-11-21", {"resolved": 0.03})
        store.calibration_add("m1", "2026-11-21", {"resolved": 0.02})
        assert store.calibration_of("m1", "2026-11-21") == {"resolved": 0.02}
        assert store.calibration_of("m1", "2026-11-22") is None
        assert store.calibration_of("m2", "2026-11-21") is None

    def test_a_run_at_work_is_not_called_unfinished(self, store: RunStore) -> None:
        """Another process must not take over what this one is doing."""
        store.begin(specimens.target(), specimens.workload(), {})
        assert list(store.unfinished()) == []
