"""A page of results made from stored runs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from hasten.api.bench_dpe import agreement
from hasten.api.bench_self import read_made, search_line, searches_file
from hasten.bench.markdown import Section, page
from hasten.bench.results import Results, read_results
from hasten.bench.suites import suite_of
from hasten.bench.table import score_table
from hasten.errors import InvalidArgument


def markdown_page(files: Sequence[Path], *, title: str, seed: int = 0) -> str:
    """A section per result file, in their order; what searches came to stands below the scores of what they made.

    Raises:
        HastenError: There is no file, or one holds no results.
    """
    if not files:
        raise InvalidArgument("hasten bench page needs result files, as in hasten bench page coffe.jsonl --out page.md")
    names = " ".join(file.name for file in files)
    again = f"hasten bench page {names} --title '{title}'"
    read = [read_results(file) for file in files]
    sections = [_section(files[place], results, read[:place], seed) for place, results in enumerate(read)]
    return page(title, sections, again=again)


def _section(file: Path, results: Results, earlier: Sequence[Results], seed: int) -> Section:
    suite = suite_of(str(results.head["bench"]))
    ks = [int(k) for k in results.head.get("ks", [1])]
    found = read_made(searches_file(file))
    sources = dict.fromkeys(made.source for made in found)
    searches = [search_line(source, [m for m in found if m.source == source]) for source in sources]
    searches += _levels_again(results, earlier)
    return Section(suite, results, score_table(suite, results, ks, rng=random.Random(seed)), file.name, searches)


def _levels_again(results: Results, earlier: Sequence[Results]) -> list[str]:
    """How many solutions have the level that the run before gave them, where levels are what is measured."""
    before = [r for r in earlier if r.head["bench"] == results.head["bench"]]
    if not before or not any("level" in row for row in results.rows):
        return []
    same, common, parted = agreement(before[-1], results)
    if not common:
        return []
    return [f"The same level as in the run before for {same} of {common} solutions ({same / common:.1%}).", *parted]
