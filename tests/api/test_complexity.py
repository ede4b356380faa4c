from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from hasten.api.complexity import complexity_of, fit_text, to_json
from hasten.api.options import Options
from hasten.api.targets import target_of
from hasten.report.growth_plot import Curve, growth_svg, growth_text

SOURCE = """
def pairs(xs, factor):
    hits = 0
    for a in xs:
        for b in xs:
            hits += a * factor == b
    return hits


def calls():
    return [(list(range(20)), 3)]
"""


def test_growth_along_each_argument_and_along_all(tmp_path: Path) -> None:
    file = tmp_path / "slow.py"
    file.write_text(SOURCE)
    found = complexity_of(target_of(f"{file}::pairs"), Options(inputs=f"{file}::calls", budget_s=6.0))
    assert ["all", "xs", "factor"] == [row.name for row in found.rows]
    by_name = {row.name: row.series for row in found.rows}
    # Never a wrong class: right, or not sure on a busy machine.
    assert by_name["xs"].time.label == "O(n²)" if hasattr(by_name["xs"].time, "label") else True
    assert len(by_name["xs"].points) >= 5
    text = json.dumps(to_json(found), allow_nan=False)
    assert "hasten.complexity/1" == json.loads(text)["schema"]
    assert all(fit_text(row.series.time) for row in found.rows)


def test_plots_hold_every_curve() -> None:
    curves = [Curve("xs: O(n²)", tuple((n, 1e-6 * n * n) for n in (10, 100, 1000))), Curve("none", ((1.0, 0.0),))]
    svg = growth_svg(curves, title="f: seconds <by size>")
    ElementTree.fromstring(svg)
    assert 1 == svg.count("<polyline")
    text = growth_text(curves)
    assert 3 <= text.count("o")
    assert "" == growth_svg([], title="x") == growth_text([])
