import re
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from hasten.stores.names import replay_key, run_name, target_key
from hasten.testing import specimens

MOMENT = datetime(2026, 11, 21, 14, 15, 2)


@given(st.text(max_size=60))
def test_a_run_name_needs_no_quoting_and_stays_short(target_name):
    name = run_name(target_name, started=MOMENT, token="3f9a")
    assert re.fullmatch(r"20261121-141502-[A-Za-z0-9_]+-3f9a", name)
    assert len(name) <= 45


@given(st.datetimes(), st.datetimes(), st.text(max_size=8), st.text(max_size=8))
def test_run_names_sort_by_time(one, two, a, b):
    earlier, later = sorted(moment.replace(microsecond=0, year=2000 + moment.year % 1000) for moment in (one, two))
    if earlier != later:
        assert run_name(a, started=earlier, token="ffff") < run_name(b, started=later, token="0000")


def test_the_target_key_names_the_function_and_not_its_text():
    base = specimens.target()
    assert target_key(base) == target_key(specimens.target(source=specimens.FAST_SOURCE))
    others = [specimens.target(name="greet"), specimens.target(file="pkg/slow.py"), specimens.target(file="slow2.py")]
    assert len({target_key(target) for target in [base, *others]}) == 4


def test_the_replay_key_looks_at_the_calls_only():
    known = specimens.differing().counterexample
    assert replay_key(known) == replay_key(known.__class__("type", "x", "y", "z", trees=known.trees))
    assert replay_key(known) != replay_key(known.__class__(known.kind, known.call, known.old, known.new, trees=()))
