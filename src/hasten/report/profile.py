"""A profile as text, as JSON and as one HTML page with a flame graph."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hasten.profile import CCalls, HotFunction, MemoryProfile, Profile

_ROWS, _HTML_ROWS = 20, 200
#: Boxes narrower than this share of the page are left out.
_NARROWEST = 0.001
_WIDTH, _HEIGHT, _DEEPEST = 1200, 18, 80


def shown_file(file: str, folder: Path) -> str:
    """A path relative to the folder where it lies below it; of an installed package from the package on."""
    path = Path(file)
    if path.is_absolute() and folder in path.parents:
        return os.path.relpath(path, folder)
    parts = path.parts
    for mark in ("site-packages", "dist-packages"):
        if mark in parts:
            return "/".join(parts[parts.index(mark) + 1 :])
    return path.name if path.is_absolute() else file


def profile_text(profile: Profile, folder: Path, *, rows: int = _ROWS, c_calls: CCalls | None = None) -> str:
    """The hot list for people; with ``c_calls`` it says of each function how much of its own time is in C."""
    lines = [
        f"{profile.cpu_s:.2f} s of processor time, {profile.wall_s:.2f} s from start to end, "
        f"{profile.processes} Python process{'es' if profile.processes != 1 else ''}, {profile.samples} samples",
        f"start-up {_percent(profile.startup_s, profile)} · imports {_percent(profile.import_s, profile)} · "
        f"other programs {_percent(profile.other_s, profile)} · accounted for {profile.attributed_share:.0%} · "
        f"sampler {profile.overhead:.1%} on top",
        f"of the wall time {profile.wall_attributed_share:.0%} is accounted for; "
        f"{profile.waited_s / max(profile.watched_wall_s, 1e-9):.0%} of it the main thread did not run: it waited, or "
        "another program had the processor",
        "",
        f"{'self':>6} {'total':>6} {'at most':>8}  {'in C   ' if c_calls else ''}function",
    ]
    listed = [f for f in profile.functions if max(f.self_share, f.share) >= 0.005][:rows]
    for function in listed:
        lines.append(
            f"{function.self_share:>6.1%} {function.share:>6.1%} {bound_text(function):>8}  "
            f"{_in_c(function, c_calls)}{label(function, folder)}"
        )
    if not listed:
        lines.append("  no function took long enough to be seen; give a longer workload")
    lines += ["", "at most: how much faster the whole command would be if the function and its callees took no time"]
    if c_calls is not None:
        dearest = ", ".join(f"{name} {seconds:.2f} s in {n:,} calls" for name, seconds, n in c_calls.dearest[:5])
        lines += [
            "in C: share of self in functions written in C, by a run of its own; operators, loops and types called are "
            "not in it",
            f"whole command: about {c_calls.share:.0%} of its time in functions written in C ({dearest})",
        ]
    return "\n".join(lines)


def _in_c(function: HotFunction, c_calls: CCalls | None) -> str:
    if c_calls is None:
        return ""
    share = c_calls.shares.get((function.file, function.name, function.line))
    return f"{'' if share is None else f'{share:.0%}':>4}   "


def memory_text(memory: MemoryProfile, folder: Path, *, rows: int = _ROWS) -> str:
    """The lines that hold memory, for people."""
    of = "" if memory.processes == 1 else f", in that of {memory.processes} processes that held most"
    lines = [
        f"{_mb(memory.peak_bytes)} held at most, as Python's allocators count it{of}; "
        f"the lines as they were at {memory.seen_share:.0%} of that",
        "",
        f"{'held':>11} {'share':>6} {'blocks':>10}  line",
    ]
    for site in memory.sites[:rows]:
        share = site.held_bytes / max(1, memory.seen_bytes)
        if share < 0.005:
            break
        place = f"{shown_file(site.file, folder)}:{site.line} {site.function}"
        lines.append(f"{_mb(site.held_bytes):>11} {share:>6.1%} {site.blocks:>10,}  {place}")
    if not memory.sites:
        lines.append("  it never held enough to be looked at")
    return "\n".join(lines)


def _mb(amount: int) -> str:
    return f"{amount / 1e6:,.1f} MB"


def label(function: HotFunction, folder: Path) -> str:
    """``path.py::qualname``."""
    return f"{shown_file(function.file, folder)}::{function.name}"


def bound_text(function: HotFunction) -> str:
    """``1.84x``; beyond 100x only that."""
    return f"{function.bound:.2f}x" if function.bound < 100 else ">100x"


def _percent(seconds: float, profile: Profile) -> str:
    return f"{seconds / profile.cpu_s:.0%}"


def profile_json(
    profile: Profile,
    folder: Path,
    command: str,
    exit_code: int | None,
    *,
    c_calls: CCalls | None = None,
    memory: MemoryProfile | None = None,
) -> dict[str, Any]:
    """The profile as data; shares are of processor time, 0 to 1. What was not asked for is null."""
    return {
        "schema": "hasten.profile/1",
        "command": command,
        "exit_code": exit_code,
        "clock": "cpu",
        "cpu_s": profile.cpu_s,
        "wall_s": profile.wall_s,
        "startup_s": profile.startup_s,
        "import_s": profile.import_s,
        "other_s": profile.other_s,
        "attributed_share": profile.attributed_share,
        "wall_attributed_share": profile.wall_attributed_share,
        "waited_s": profile.waited_s,
        "overhead": profile.overhead,
        "samples": profile.samples,
        "processes": profile.processes,
        "functions": [
            {
                "name": f.name, "file": shown_file(f.file, folder), "path": f.file, "line": f.line,
                "self_s": f.self_s, "total_s": f.total_s, "self_share": f.self_share, "share": f.share,
                "bound": f.bound,
            }
            for f in profile.functions
        ],
        "c_calls": None if c_calls is None else {
            "share": c_calls.share, "python_s": c_calls.python_s, "c_s": c_calls.c_s,
            "functions": [
                {"name": name, "path": file, "line": line, "share": share}
                for (file, name, line), share in c_calls.shares.items()
            ],
            "dearest": [{"name": name, "s": s, "calls": calls} for name, s, calls in c_calls.dearest],
        },
        "memory": None if memory is None else {
            "peak_bytes": memory.peak_bytes, "seen_bytes": memory.seen_bytes,
            "sites": [
                {"path": s.file, "line": s.line, "function": s.function, "bytes": s.held_bytes, "blocks": s.blocks}
                for s in memory.sites
            ],
        },
    }  # fmt: skip


# -- the page ---------------------------------------------------------------------------------------------------------


@dataclass
class _Box:
    seconds: float = 0.0
    below: dict[str, _Box] = field(default_factory=dict)


def profile_html(
    profile: Profile,
    folder: Path,
    command: str,
    *,
    c_calls: CCalls | None = None,
    memory: MemoryProfile | None = None,
) -> str:
    """One page without scripts: the figures, the hot list and the flame graph, each box with its share on hover."""
    rows = "\n".join(
        f"<tr><td>{f.self_share:.1%}</td><td>{f.share:.1%}</td><td>{bound_text(f)}</td>"
        f"<td><code>{html.escape(label(f, folder))}</code></td></tr>"
        for f in profile.functions[:_HTML_ROWS]
        if f.share >= _NARROWEST
    )
    head = html.escape(profile_text(profile, folder, rows=0).split("\n\n")[0])
    more = ""
    if c_calls is not None:
        listed = profile_text(profile, folder, rows=_HTML_ROWS, c_calls=c_calls).split("\n\n", 1)[1]
        more += f"<h2>Time in functions written in C</h2><pre>{html.escape(listed)}</pre>"
    if memory is not None:
        more += f"<h2>Memory by line</h2><pre>{html.escape(memory_text(memory, folder, rows=_HTML_ROWS))}</pre>"
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>hasten profile</title><style>{_STYLE}</style>"
        f"<h1>Where the time goes</h1><p><code>{html.escape(command)}</code></p><pre>{head}</pre>"
        f"<h2>Flame graph</h2>{_flame(profile)}<h2>Functions</h2>"
        f"<table><tr><th>self<th>total<th>at most<th>function</tr>{rows}</table>{more}</html>\n"
    )


_STYLE = (
    "body{font:14px sans-serif;margin:2em;max-width:1250px}svg text{font:11px monospace}"
    "td{padding:0 1em 0 0;text-align:right}td:last-child{text-align:left}"
)


def _flame(profile: Profile) -> str:
    root = _Box()
    for path, seconds in profile.flame:
        box = root
        box.seconds += seconds
        for name in path[:_DEEPEST]:
            box = box.below.setdefault(name, _Box())
            box.seconds += seconds
    boxes = list(_boxes(root, 0.0, 0, max(root.seconds, 1e-9)))
    depth = max((row for row, *_ in boxes), default=0) + 1
    drawn = "".join(_drawn(row, start, share, name) for row, start, share, name in boxes)
    return f'<svg viewBox="0 0 {_WIDTH} {depth * _HEIGHT}" width="100%" role="img">{drawn}</svg>'


def _boxes(box: _Box, start: float, row: int, whole: float) -> Iterator[tuple[int, float, float, str]]:
    """Row, start and width (shares of the page) and name of every box that can be seen, callers above callees."""
    for name, inner in sorted(box.below.items(), key=lambda item: -item[1].seconds):
        share = inner.seconds / whole
        if share >= _NARROWEST:
            yield row, start, share, name
            yield from _boxes(inner, start, row + 1, whole)
        start += share


def _drawn(row: int, start: float, share: float, name: str) -> str:
    x, width = start * _WIDTH, share * _WIDTH
    text = html.escape(name[: int(width / 7)]) if width > 30 else ""
    hue = sum(name.encode()) % 40 + 15
    return (
        f'<g><title>{html.escape(name)} {share:.1%}</title><rect x="{x:.1f}" y="{row * _HEIGHT}" '
        f'width="{width:.1f}" height="{_HEIGHT - 1}" fill="hsl({hue},80%,70%)"/>'
        f'<text x="{x + 3:.1f}" y="{row * _HEIGHT + 13}">{text}</text></g>'
    )


def summary(profile: Profile) -> Mapping[str, float]:
    """The figures that an evidence keeps of a profile."""
    return {
        "cpu_s": profile.cpu_s, "wall_s": profile.wall_s, "startup_s": profile.startup_s,
        "import_s": profile.import_s, "other_s": profile.other_s,
    }  # fmt: skip
