from __future__ import annotations

import json

from hasten.api import doctor


def test_every_gap_comes_with_what_to_do() -> None:
    checks = doctor.diagnosed(quick=True)
    assert {"machine", "interpreter", "sandbox", "counters", "tools"} <= {c.group for c in checks}
    for check in checks:
        assert check.state in ("good", "poor", "missing")
        assert check.says
        assert check.state == "good" or check.advice or check.name == "callgrind", check


def test_the_json_holds_all_of_it() -> None:
    checks = (doctor.Check("clock", "resolution", "good", "gains of 2.0 %", figures={"resolution": 0.02}),)
    found = json.loads(json.dumps(doctor.to_json(checks), allow_nan=False))
    assert "hasten.doctor/1" == found["schema"]
    assert 0.02 == found["checks"][0]["figures"]["resolution"]
