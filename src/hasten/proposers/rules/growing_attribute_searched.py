"""A method that searches a growing list of its object for the elements with one key.

Finds:
    In a method, a pass over a list of its object that uses only the elements where ``key(element) == wanted``: a search
    by name or number, a filter, a sum (``next(c for c in self.customers if c.id == id)``), called in loops. The list
    only ever grows by ``append`` and ``extend``, and nobody changes the keys of its elements.

Slow because:
    Every call walks the whole list: O(n). A dict from key to elements, kept in the object, takes in what has come since
    the last call and finds the elements at once.

Unsafe when:
    A key cannot be hashed, or code outside of the module changes the list or its elements.

Example:
    Before::

        def customer(self, number):
            for customer in self.customers:
                if customer.number == number:
                    return customer
            return None

    After::

        def customer(self, number):
            for customer in self.customers[self._customers_indexed:]:
                self._customers_by_number.setdefault(customer.number, []).append(customer)
            self._customers_indexed = len(self.customers)
            for customer in self._customers_by_number.get(number, ()):
                return customer
            return None

Source:
    The hash join of relational databases; an index that is maintained as rows come in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from hasten.code.edits import EditConflict, Edits
from hasten.code.function import FunctionCode
from hasten.code.match import is_name
from hasten.code.naming import noun
from hasten.code.scopes import parameters
from hasten.code.source import descend
from hasten.proposers.rules._equalities import key_word
from hasten.proposers.rules._filters import Equality, Filter, filters, index_text, use_index
from hasten.proposers.rules._finding import Finding
from hasten.proposers.rules._objects import Reads, asked_often, memory_place, remembering_class, state_of

GROWTH = ("O(n)", "O(1)")


def find(code: FunctionCode) -> Iterator[Finding]:
    """One finding per pass in a method."""
    owner, _, method = code.name.rpartition(".")
    node = remembering_class(code)
    start = memory_place(code, node, owner) if node is not None else None
    if start is None or not asked_often(code, method):
        return
    own = code.parameters[0]
    for passed in filters(code):
        source = passed.source
        if not isinstance(source, ast.Attribute) or not is_name(source.value, own) or not passed.equalities:
            continue
        equalities = tuple(equality for equality in passed.equalities if not passed.reads(equality))
        if not equalities or code.in_nested_function(code.statement(passed.node)):
            continue
        reads = Reads(own={source.attr: None})
        for key in [equality.solved.key for equality in equalities] + list(passed.needed(equalities)):
            for inner in descend(key):
                if isinstance(inner, ast.Attribute):
                    reads.fields.add(inner.attr)
                elif isinstance(inner, ast.Subscript):
                    reads.keys.append(inner.slice)
        if state_of(code, owner, reads) == [f"len({{}}.{source.attr})"]:
            test = " and ".join(equality.text for equality in equalities)
            text = f"{method} goes through all of {source.attr} for those with `{test}`; a dict has them at once"
            yield Finding(passed.node, text, partial(_change, code, passed, equalities, start), GROWTH, ahead=True)


def _change(
    code: FunctionCode, passed: Filter, equalities: tuple[Equality, ...], start: ast.stmt, edits: Edits
) -> None:
    source = passed.source
    assert isinstance(source, ast.Attribute)
    own, owner = code.parameters[0], code.name.rpartition(".")[0]
    word = noun(source)
    by = key_word([equality.solved for equality in equalities], word, set(passed.names))
    index, seen = f"_{source.attr.lstrip('_')}_by_{by}", f"_{source.attr.lstrip('_')}_by_{by}_seen"
    if index in code.module.source:
        raise EditConflict("the name for the dict is taken")
    if isinstance(start, ast.AnnAssign):
        made = edits.need("dataclasses", "field")
        kept = "init=False, repr=False, compare=False"
        edits.insert_after(start, f"{index}: dict = {made}(default_factory=dict, {kept})")
        edits.insert_after(start, f"{seen}: int = {made}(default=0, {kept})")
    else:
        first = parameters(code.module.functions[f"{owner}.__init__"])[0].arg
        edits.insert_after(start, f"{first}.{index} = {{}}\n{first}.{seen} = 0")
    held = f"{own}.{source.attr}"
    text = index_text(passed, equalities, f"{own}.{index}", f"{held}[{own}.{seen}:]", edits)
    text = text.partition("\n")[2]  # the dict is there already
    edits.insert_before(_statement(code, passed), f"{text}\n{own}.{seen} = len({held})")
    use_index(code, passed, equalities, f"{own}.{index}", edits)


def _statement(code: FunctionCode, passed: Filter) -> ast.stmt:
    return passed.node if isinstance(passed.node, ast.For) else code.statement(passed.node)
