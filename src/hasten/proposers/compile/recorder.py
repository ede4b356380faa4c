"""Types of locals as they are where a region may start: the function run once more, with a note at each place."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from hasten.code.scopes import fresh_name, stored
from hasten.code.source import FunctionNode, ParsedModule, descend
from hasten.proposers.compile.lattice import UNKNOWN, Type, from_domain, join
from hasten.proposers.compile.refusal import Unsupported

#: Statement to what is noted there: a name, or the text by which a value is known, to the text that reads it.
Places = Mapping[ast.stmt, Mapping[str, str]]

#: Longer texts are cut on their way out of the sandbox.
_MOST_TEXT = 1000
#: What the noting function is made of. It looks at values when they come by and once more at the end, when a list that
#: was empty may have been filled; of long lists it looks at a part, since a value of another type only declines a call.
_NOTING = '''
class {kept}:
    def __init__(self):
        self.seen = {{}}
        self.domains = {{}}

    def at(self, place, values):
        entries = self.seen.setdefault(place, [])
        if len(entries) < 3:
            entries.append(values)
            self.note(place, values)

    def note(self, place, values):
        for name, value in values.items():
            seen = self.domains.setdefault(place, {{}}).setdefault(name, [])
            found = self.domain([value], 0)
            if found not in seen:
                seen.append(found)

    def domain(self, values, depth):
        kinds = {{}}
        for value in values:
            kinds.setdefault(type(value), []).append(value)
        found = []
        for kind, members in kinds.items():
            if kind in (int, float, bool, str):
                found.append({{"k": kind.__name__}})
            elif kind is list and depth < 6:
                found.append({{"k": "list", "of": self.domain([x for m in members for x in self.some(m)], depth + 1)}})
            elif kind is tuple and depth < 6 and len({{len(m) for m in members}}) == 1 and len(members[0]) <= 8:
                found.append({{"k": "tuple", "items": [self.domain(column, depth + 1) for column in zip(*members)]}})
            elif kind is set and depth < 6:
                items = [x for m in members for x in self.some(list(m))]
                found.append({{"k": "set", "of": self.domain(items, depth + 1)}})
            elif kind is dict and depth < 6:
                items = [x for m in members for x in self.some(list(m.items()))]
                key, value = (self.domain([x[place] for x in items], depth + 1) for place in (0, 1))
                found.append({{"k": "dict", "key": key, "value": value}})
            elif kind.__module__ == __name__:
                found.append({{"k": "object", "cls": kind.__qualname__}})
            else:
                found.append({{"k": "none" if members[0] is None else kind.__name__}})
        return {{"k": "union", "of": found}}

    def some(self, items):
        return items if len(items) < 600 else items[:: len(items) // 300]

    def said(self):
        for place, entries in self.seen.items():
            for values in entries:
                self.note(place, values)
        import json

        text = json.dumps(self.domains)
        return [text[start : start + {most}] for start in range(0, len(text), {most})]
'''


def recording_source(module: ParsedModule, function: FunctionNode, places: Places) -> str:
    """The module with a function that returns, in place of its result, what its locals held at some statements.

    Args:
        module: The module.
        function: The function; neither a coroutine nor an asynchronous generator.
        places: Statements, with what is noted at each; the locals in it are bound there.
    """
    tree = ast.parse(module.source.removeprefix("\ufeff"))
    same = dict(zip(descend(module.tree), descend(tree), strict=True))
    taken = {node.id for node in descend(tree) if isinstance(node, ast.Name)} | stored(tree)
    kept, notes = fresh_name("HastenKept", taken), fresh_name("hasten_notes", taken)
    before = {
        same[statement]: ast.parse(f"{notes}.at({number}, {{{_items(noted)}}})").body
        for number, (statement, noted) in enumerate(places.items())
    }
    copy = same[function]
    assert isinstance(copy, ast.FunctionDef | ast.AsyncFunctionDef)
    for node in descend(copy):
        for part in ("body", "orelse", "finalbody"):
            block = getattr(node, part, None)
            if isinstance(block, list):
                setattr(node, part, [inner for s in block for inner in (*before.get(s, ()), s)])
    ending = ast.parse(f"{notes} = {kept}()\ntry:\n    pass\nfinally:\n    raise SystemError").body
    tried = ending[1]
    assert isinstance(tried, ast.Try)
    tried.body = copy.body
    said = ast.parse(f"{notes}.said()", mode="eval").body
    tried.finalbody = [ast.Return(said)]
    copy.body = ending
    head = 0
    while head < len(tree.body) and _belongs_first(tree.body[head]):
        head += 1
    tree.body[head:head] = ast.parse(_NOTING.format(kept=kept, most=_MOST_TEXT)).body
    return ast.unparse(ast.fix_missing_locations(tree))


def _items(noted: Mapping[str, str]) -> str:
    return ", ".join(f"{key!r}: {reading}" for key, reading in noted.items())


def _belongs_first(node: ast.stmt) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return text or (isinstance(node, ast.ImportFrom) and node.module == "__future__")


@dataclass(frozen=True)
class Recorded:
    """What is known at one statement.

    Attributes:
        types: Type by what was noted; what is of no one type is left out.
        classes: Class by what was noted, for objects of one class of the module, and ``dict``.
    """

    types: dict[str, Type] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)


def recorded(places: Places, observations: Sequence[Mapping[str, Any]]) -> dict[ast.stmt, Recorded]:
    """What the recording function said, by statement."""
    domains: dict[str, dict[str, list[Any]]] = {}
    for observation in observations:
        for place, names in _said(observation).items():
            for name, found in names.items():
                domains.setdefault(place, {}).setdefault(name, []).extend(found)
    by_statement: dict[ast.stmt, Recorded] = {}
    for number, statement in enumerate(places):
        known = Recorded()
        for name, found in domains.get(str(number), {}).items():
            kinds = {(part["k"], part.get("cls", "dict")) for domain in found for part in domain["of"]}
            kind, cls = kinds.pop() if len(kinds) == 1 else ("", "")
            if kind in ("object", "dict"):
                known.classes[name] = cls
            try:
                known.types[name] = reduce(lambda a, b: join(a, from_domain(b, name)), found, UNKNOWN)
            except Unsupported:
                continue
        if known.types or known.classes:
            by_statement[statement] = known
    return by_statement


def _said(observation: Mapping[str, Any]) -> Mapping[str, Mapping[str, list[Any]]]:
    value = observation.get("value") if observation.get("out") == "returns" else None
    if isinstance(value, Mapping):
        value = value.get("return")  # of a generator
    if not (isinstance(value, list) and value[:1] == ["l"] and len(value) == 2):
        return {}
    try:
        found = json.loads("".join(value[1]))
    except (TypeError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
