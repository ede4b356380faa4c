import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from hasten.core import Evidence, SizeRow, Speedup
from hasten.report import html
from hasten.report.caveats import caveat
from hasten.report.context import Cost, Report, RunContext
from hasten.report.html import render
from hasten.testing import specimens

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "col"}
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Page(HTMLParser):
    """Checks that tags close in order, and keeps what was seen."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.ids, self.links, self.text = [], [], [], [], ""
        self.feed(text)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src", "srcset", "action", "data", "xlink:href", "poster"):
                self.links.append(value)
            assert not name.startswith("on"), "a page without scripts has no handlers"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text += data


def report(outcome, **more):
    command, make = specimens.OUTCOMES[outcome]
    evidence = make()
    new = None
    if command != "optimize":
        new = specimens.target(file="new.py", source=evidence.candidate.payload.source)
    return Report(evidence, RunContext(
        command, run="20261121-141502-dedupe-3f9a", target=specimens.target(), new_target=new,
        workload=specimens.workload(), fates=specimens.fates(), cost=Cost(21.3, 34.1, 4, 0), seed=7,
        machine={"cpu": "Some CPU", "cores": 2}, reproduce="hasten optimize slow.py::dedupe --seed 7", **more,
    ))


def loads_nothing(text):
    page = Page(text)
    assert "script" not in page.tags and "iframe" not in page.tags and "link" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"url\(|@import|https?://", text)
    assert "default-src 'none'" in text
    return page


@pytest.mark.parametrize("outcome", sorted(specimens.OUTCOMES))
def test_every_outcome_is_a_page_that_loads_nothing(outcome):
    page = loads_nothing(render([report(outcome)]))
    assert 1 == page.tags.count("main")
    assert "slow.py::dedupe" in page.text


def test_a_page_holds_everything():
    found = report("faster")
    with_caveat = replace(found, evidence=replace(found.evidence, caveats=(caveat("load-high", load=8.2, cores=2),)))
    page = loads_nothing(render([with_caveat]))
    assert 3 == page.tags.count("svg")
    assert 1 + 4 == page.text.count("@@ ")  # the variant's diff and one for each candidate
    for part in (
        "19.", "with 95 % confidence", "+3 %", "161 kB → 166 kB", "O(n²) → O(n)", "searched", "load average 8.2",
        "return list(dict.fromkeys(names))", "stress, not in the headline", "same-identity: also aliasing",
        "order of call-backs", "1 lost the race", "not built", "the edit does not parse", "dedupe(['b', 'a'])",
        "0.400x (race)", "Some CPU, 2 cores", "hasten optimize slow.py::dedupe --seed 7",
        "inputs.py::workload, 3 calls", "20261121-141502-dedupe-3f9a",
    ):
        assert part in page.text, part


def test_several_targets_share_a_page():
    reports = [report(outcome) for outcome in specimens.OUTCOMES]
    page = loads_nothing(render(reports))
    assert len(reports) == page.tags.count("main")
    assert len(set(page.ids)) == len(page.ids)
    assert [f"#{name}" for name in page.ids] == page.links


def test_hostile_text_stays_text():
    bad = "</title></style><script>alert(1)</script><img src=x onerror=alert(1)>\ud800"
    verdict = specimens.differing()
    counterexample = replace(verdict.counterexample, call=bad, old=bad, kind=bad)
    verdict = replace(verdict, counterexample=counterexample, notes=(bad,))
    evidence = replace(
        specimens.differs(), reason=bad, verdict=verdict, caveats=(caveat("weak-search", reason=bad),),
        candidate=replace(specimens.candidate(specimens.OLD_SOURCE + bad), proposer=bad, rationale=bad, needs=(bad,)),
        sizes=(SizeRow(5, 1.0, 1.0, 1.0, 1.0, 1.0, origin=bad), SizeRow(9, 1.0, 1.0, 1.0, 1.0, 1.0, origin=bad)),
        growth_before=bad, outcome=bad,
    )
    asked = RunContext(
        bad, run=bad, target=specimens.target(name=bad), fates=(evidence,), refusals={bad: 3}, machine={"cpu": bad},
        reproduce=bad,
    )
    text = render([Report(evidence, asked), Report(evidence, asked)])
    text.encode("utf-8")
    page = loads_nothing(text)
    assert "img" not in page.tags
    assert "alert(1)" in page.text


def test_a_page_about_nothing_is_still_a_page():
    loads_nothing(render([Report(Evidence(candidate=None, outcome="refused"), RunContext("optimize"))]))


def test_many_candidates_are_cut_and_counted(monkeypatch):
    monkeypatch.setattr(html, "MOST_CANDIDATES", 3)
    page = Page(render([report("faster")]))
    assert 3 == page.tags.count("details")
    assert "1 more are in the store" in page.text


def test_diffs_are_left_out_before_the_page_gets_too_large(monkeypatch):
    monkeypatch.setattr(html, "MOST_DIFF", 0)
    page = Page(render([report("faster")]))
    assert 4 == page.tags.count("details")
    assert 1 == page.text.count("@@ ")


def test_a_bound_is_called_one():
    found = report("faster")
    bound = replace(found.evidence, speedup=Speedup(12.0, 12.0, float("inf"), 0.95, 20, 9, bound=True))
    page = Page(render([replace(found, evidence=bound)]))
    assert ">= 12x" in page.text and "calls were stopped at the limit" in page.text
    assert "inf" not in page.text and "∞" not in page.text


def test_the_dots_of_several_calls_come_from_whoever_weighed_them():
    found = report("faster")
    two_calls = tuple(replace(sample, call=sample.process % 2) for sample in found.evidence.samples)
    without = replace(found, evidence=replace(found.evidence, samples=two_calls))
    given = replace(found, evidence=replace(without.evidence, extra={"process_estimates": [19.0, 20.0]}))
    counts = [render([r]).count('class="dot"') for r in (found, without, given)]
    assert [9, 0, 2] == counts


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine")
def test_a_browser_draws_it(tmp_path):
    (tmp_path / "page.html").write_text(render([report(o) for o in specimens.OUTCOMES]), encoding="utf-8")
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1000,1600", "--enable-logging=stderr",
            f"--screenshot={tmp_path / 'page.png'}", (tmp_path / "page.html").as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )
    assert "CONSOLE" not in done.stderr  # a blocked resource or a broken style would be reported there
    width, height, colours = picture(tmp_path / "page.png")
    assert (1000, 1600) == (width, height)
    assert colours > 30


def picture(path):
    """Size of a PNG and how many different bytes its rows hold; an empty page has a handful."""
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    place, packed = 8, b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place:place + 4])
        if data[place + 4:place + 8] == b"IDAT":
            packed += data[place + 8:place + 8 + length]
        place += 12 + length
    return width, height, len(set(zlib.decompress(packed)))


def test_code_in_a_sentence_is_set_as_code_and_stays_text():
    found = report("faster")
    candidate = replace(specimens.candidate(), rationale="line 5: `a < b` is slow, `<b>`; one ` alone")
    text = render([replace(found, evidence=replace(found.evidence, candidate=candidate))])
    assert "line 5: <code>a &lt; b</code> is slow, <code>&lt;b&gt;</code>; one ` alone" in text
    Page(text)
