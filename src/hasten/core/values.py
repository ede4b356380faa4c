"""Values as trees: the front door of ``core/tree``.

A *tree* is a value as JSON (the grammar is in ``docs/explanation/architecture.md``); a *call* is
``{"args": [tree...], "kwargs": {name: tree}}``. All functions are pure: an edit returns a new tree.
"""

from hasten.core.tree.check import MAX_DEPTH, validate
from hasten.core.tree.make import (
    Tree,
    bytearray_tree,
    bytes_tree,
    call_tree,
    canonical,
    complex_tree,
    dict_tree,
    enum_tree,
    equality_key,
    expression_tree,
    from_plain,
    frozenset_tree,
    function_tree,
    in_set_order,
    int_tree,
    iterator_tree,
    list_tree,
    named_tree,
    object_tree,
    set_tree,
    subclass_tree,
    to_plain,
    tuple_tree,
)
from hasten.core.tree.refs import has_refs, is_numbered, label_refs, renumber
from hasten.core.tree.source import call_source, import_lines, to_source
from hasten.core.tree.walk import Path, arguments, children, depth, part_at, replace_at, size, trees_on, walk
from hasten.core.workload import CallTree

__all__ = [
    "MAX_DEPTH", "CallTree", "Path", "Tree",
    "bytearray_tree", "bytes_tree", "call_tree", "complex_tree", "dict_tree", "enum_tree", "expression_tree",
    "from_plain", "frozenset_tree", "function_tree", "int_tree", "iterator_tree", "list_tree", "named_tree",
    "object_tree", "set_tree", "subclass_tree", "to_plain", "tuple_tree",
    "arguments", "children", "depth", "part_at", "replace_at", "size", "trees_on", "walk",
    "has_refs", "is_numbered", "label_refs", "renumber",
    "canonical", "equality_key", "in_set_order", "validate",
    "call_source", "import_lines", "to_source",
]
