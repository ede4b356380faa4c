"""A finding as Python that a person can run: an expression, or a few statements."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from hasten.core.values import CallTree, call_source, import_lines, to_source
from hasten.oracles.observation import describe
from hasten.oracles.session import Finding

_LONGEST = 2000


def call_text(finding: Finding, entry: str, by_keyword: Collection[str] = ()) -> str:
    """The call, or the statements, that show a finding."""
    if finding.spec is not None:
        return statements(finding.spec, entry, by_keyword)
    lines = [call_source(entry, call, by_keyword=by_keyword) for call in finding.calls]
    return "\n".join(lines)


def side_text(finding: Finding, observation: Mapping[str, Any], part: Any) -> str:
    """What one side shows, as text: how the call ended, and the part that differs when that is not the result."""
    if finding.spec is not None or finding.difference.kind in ("signature", "import", "forbidden", "timeout", "crash"):
        return _part(part)
    ended = _ended(observation)
    if finding.difference.kind in (
        "value",
        "type",
        "order",
        "exception",
        "sequence",
    ) and finding.difference.where.startswith(("result", "call", "item", "number", "while", "end", "value")):
        return _cut(ended)
    return _cut(f"{ended}; {finding.difference.where}: {_part(part)}")


def _ended(observation: Mapping[str, Any]) -> str:
    if observation.get("out") != "returns":
        return describe(observation) if observation else ""
    value = observation.get("value")
    if isinstance(value, dict):
        items = [to_source(item) for item in value.get("yields", ())[:20]]
        ending = f", then raises {value['exc']['type'].partition(':')[2]}" if value.get("exc") else ""
        return (f"yields {', '.join(items)}" if items else "yields nothing") + ending
    return f"returns {to_source(value)}"


def _part(part: Any) -> str:
    if isinstance(part, str):
        return _cut(part)
    try:
        return _cut(to_source(part))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):  # no tree: a log, counts, a dict of texts
        return _cut(str(part))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def statements(spec: Mapping[str, Any], entry: str, by_keyword: Collection[str] = ()) -> str:
    """A scenario as statements; what the child does inside (changing a part, looking) reads as comments."""
    lines: list[str] = []
    for step in spec["steps"]:
        lines += _STEPS.get(step["do"], _other)(step, entry, by_keyword)
    return "\n".join(lines)


def _calling(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    where = {"deep": "  # 300 frames further down the stack", "thread": "  # in a thread", "test": "  # from a test"}
    source = call_source(entry, step["call"], by_keyword=by_keyword)
    return [f"{step.get('slot', 'a')} = {source}{where.get(step.get('shape', ''), '')}"]


def _repeating(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    calls = step["calls"]
    rounds = -(-step["times"] // max(len(calls), 1))
    return [
        f"for _ in range({rounds}):",
        *(f"    print({call_source(entry, call, by_keyword=by_keyword)})" for call in calls),
    ]


def _other(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    slot = step.get("slot", "a")
    texts = {
        "again": f"{slot} again, with the same argument objects",
        "mutate_result": f"change part {step.get('at', 0)} of {slot} in place",
        "mutate_args": f"change part {step.get('at', 0)} of the arguments in place",
        "look": f"look at {slot}, the arguments and the globals",
        "change_global": f"change the global {step.get('name')}",
        "probe": f"compare, copy, hash and pickle {slot}",
        "members": f"read the public members of {slot}, change what they give, and read them again",
        "release": f"drop {slot} and its arguments, collect, look which are alive",
        "locks": "watch the module's locks",
        "decimal": f"decimal context: {step.get('prec')} digits, {step.get('rounding')}",
        "environment": f"environment: {step.get('values')}",
        "directory": f"working folder {step.get('path')}",
        "time_zone": f"time zone {step.get('name')}",
        "locale": f"locale {step.get('name')}",
    }
    return [f"# {texts.get(step['do'], step['do'])}"] if step["do"] != "reset" else []


def _lazy(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    slot = step.get("slot", "a")
    if step["do"] == "start":
        return [f"{slot} = {call_source(entry, step['call'], by_keyword=by_keyword)}"]
    text = {
        "next": f"next({slot})",
        "send": f"{slot}.send({step.get('value')!r})",
        "close": f"{slot}.close()",
        "throw": f"{slot}.throw({step.get('exc', 'ValueError')}('thrown in'))",
    }[step["do"]]
    count = step.get("count", 1)
    return [text if count == 1 else f"for _ in range({count}): print({text})"]


def _threads(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    return [f"# {step.get('count', 3)} threads at once:", call_source(entry, step["call"], by_keyword=by_keyword)]


def _returned(step: Mapping[str, Any], entry: str, by_keyword: Collection[str]) -> list[str]:
    args = ", ".join(to_source(tree, by_keyword=by_keyword) for tree in step.get("args", ()))
    return [f"print({step.get('slot', 'a')}({args}))"]


_STEPS = {
    "call": _calling,
    "repeat": _repeating,
    "start": _lazy,
    "next": _lazy,
    "send": _lazy,
    "close": _lazy,
    "throw": _lazy,
    "threads": _threads,
    "call_result": _returned,
}


def test_source(
    finding: Finding, entry: str, module: str, *, old: str, new: str, by_keyword: Collection[str] = ()
) -> str:
    """A pytest test that passes on OLD and fails on NEW.

    It states what the original did, so it needs only the module under test. What cannot be stated as an expression (a
    sequence with watched steps) becomes a test that shows the statements and fails with the description.
    """
    name = re.sub(r"\W+", "_", entry).strip("_")
    expected = _assertion(finding, entry, by_keyword)
    body = expected if expected is not None else _described(finding, entry, old, new, by_keyword)
    text = "\n".join(body)
    head = [f"from {module} import {entry.split('.')[0]}", *_names_used(text, module, entry)]
    if "pytest." in text:
        head.insert(0, "import pytest")
    imports = [*import_lines(text), *[line for line in head if line]]
    doc = f'    """A change made {entry} answer otherwise: {_one_line(old)} became {_one_line(new)}."""'
    return "\n".join([*imports, "", "", f"def test_{name}_keeps_its_answer():", doc, *body, ""])


def _names_used(text: str, module: str, entry: str) -> list[str]:
    """Imports of the module's own classes that a counterexample builds."""
    words = set(re.findall(r"object\.__new__\((\w+)\)|\b([A-Z]\w*)\(", text))
    own = sorted({a or b for a, b in words} - {entry, "Decimal", "Fraction", "Counter", "OrderedDict"})
    return [f"from {module} import {', '.join(own)}"] if own else []


def _one_line(text: str) -> str:
    line = " ".join(text.split()).replace("\\", "\\\\").replace('"""', "'''")
    return line if len(line) <= 90 else line[:87] + "..."


def _assertion(finding: Finding, entry: str, by_keyword: Collection[str]) -> list[str] | None:
    if finding.spec is not None or not finding.calls:
        return None
    *before, last = finding.calls
    lines = [f"    {call_source(entry, call, by_keyword=by_keyword)}" for call in before]
    source = call_source(entry, last, by_keyword=by_keyword)
    if "<" in source and re.search(r"<(call-back|argument|\w+ more)", source):
        return None
    old, where = finding.old, finding.difference.where
    if old["out"] == "raises":
        name = old["exc"]["type"].partition(":")[2]
        return [
            *lines,
            f"    with pytest.raises({name}) as raised:",
            f"        {source}",
            f"    assert raised.type.__name__ == {name!r}",
        ]
    if old["out"] != "returns":
        return None
    value = old.get("value")
    if isinstance(value, dict):
        if value.get("exc") or value.get("open"):
            return None
        return [*lines, f"    assert list({source}) == {to_source(['l', value['yields']])}"]
    if where.startswith("argument") and not last["kwargs"]:
        return _argument_assertion(finding, lines, last, entry, by_keyword)
    if finding.difference.kind not in ("value", "type", "order", "exception", "sequence", "timeout", "crash"):
        return None
    expected = to_source(value)
    if "<" in expected:
        return None
    # repr tells True from 1, -0.0 from 0.0, and NaN is equal to itself.
    return [
        *lines,
        f"    found = {source}",
        f"    assert repr(found) == repr({expected})",
        f"    assert type(found) is type({expected})",
    ]


def _argument_assertion(
    finding: Finding, lines: Sequence[str], call: CallTree, entry: str, by_keyword: Collection[str]
) -> list[str]:
    after = finding.old["args"]["args"]
    names = [f"arg{i}" for i in range(len(call["args"]))]
    made = ", ".join(to_source(tree, by_keyword=by_keyword) for tree in call["args"])
    wanted = ", ".join(to_source(tree, by_keyword=by_keyword) for tree in after)
    return [
        *lines,
        f"    {', '.join(names)}, = ({made},)",
        f"    {entry}({', '.join(names)})",
        f"    assert repr(({', '.join(names)},)) == repr(({wanted},))",
    ]


def _described(finding: Finding, entry: str, old: str, new: str, by_keyword: Collection[str]) -> list[str]:
    shown = call_text(finding, entry, by_keyword).splitlines()
    return [
        *(f"    # {line}" for line in shown),
        f"    pytest.fail({f'OLD: {_one_line(old)}; NEW: {_one_line(new)}'!r})",
    ]
