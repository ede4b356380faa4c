"""Edits as spans: what they touch is right, what they do not touch stays."""

import ast

import pytest

from hasten.code.edits import EditConflict, Edits, comments_in, dedent_block, indent_block
from hasten.code.source import ParsedModule

SOURCE = '''"""Doc."""
import sys

LIMIT = 3


# about total
def total(xs, ys):  # signature
    """What it does."""
    n = 0  # start
    # the loop
    for x in xs:   # turn
        if x in ys and (x +
                        1) > 0:
            n += x * 2  # é
    return n


def other(): return 1; pass
'''


@pytest.fixture
def module():
    return ParsedModule(SOURCE)


def _lines(before, after):
    return [line for line in before.split("\n") if line not in after.split("\n")]


def test_an_expression_is_replaced_in_its_place(module):
    edits = Edits(module)
    test = module.functions["total"].body[2].body[0].test
    edits.replace(test.values[0].comparators[0], "known")
    text = edits.apply()
    assert _lines(SOURCE, text) == ["        if x in ys and (x +"]
    assert "if x in known and (x +\n                        1) > 0:" in text


@pytest.mark.parametrize(
    ("place", "new", "expected"),
    [
        ("a * b", "x + y", "(x + y) * b"),
        ("a - b", "x - y", "x - y - b"),
        ("b - a", "x - y", "b - (x - y)"),
        ("a ** b", "-x", "(-x) ** b"),
        ("not a", "x in y", "not x in y"),
        ("a.b", "x + 1", "(x + 1).b"),
        ("a[b]", "x or y", "(x or y)[b]"),
        ("f(a)", "x if y else z", "f(x if y else z)"),
        ("f(a)", "x, y", "f((x, y))"),
        ("[a]", "x, y", "[(x, y)]"),
        ("[z for z in a]", "x if y else z", "[z for z in (x if y else z)]"),
        ("a if b else c", "x if y else z", "(x if y else z) if b else c"),
        ("a and b", "x or y", "(x or y) and b"),
        ("a < b", "x < y", "(x < y) < b"),
        ("(a)(b)", "lambda: 0", "((lambda: 0))(b)"),
        ("f(a)", "(x for x in y)", "f(x for x in y)"),
        ("a.b", "1", "(1).b"),
    ],
)
def test_parentheses_are_added_where_the_place_needs_them(place, new, expected):
    module = ParsedModule(f"r = {place}\n")
    wanted = next(node for node in ast.walk(module.tree) if isinstance(node, ast.Name) and node.id == "a")
    edits = Edits(module)
    edits.replace(wanted, new)
    assert edits.apply() == f"r = {expected}\n"


def test_a_generator_hands_its_parentheses_on():
    module = ParsedModule("r = sum(x for x in xs)\n")
    generator = module.tree.body[0].value.args[0]
    edits = Edits(module)
    edits.replace(generator, "small + large")
    assert edits.apply() == "r = sum(small + large)\n"


def test_statements_go_above_the_comments_of_a_statement_and_below_it(module):
    loop = module.functions["total"].body[2]
    edits = Edits(module)
    edits.insert_before(loop, "known = set(ys)")
    edits.insert_after(loop, "if n:\n    n = 1")
    text = edits.apply()
    assert "    n = 0  # start\n    known = set(ys)\n    # the loop\n    for x in xs:   # turn\n" in text
    assert "  # é\n    if n:\n        n = 1\n    return n\n" in text
    assert _lines(SOURCE, text) == []


def test_comments_inside_what_is_replaced_move_in_front(module):
    function = module.functions["total"]
    edits = Edits(module)
    edits.replace_statement(function.body[2], "n = sum(xs)")
    text = edits.apply()
    assert "    # the loop\n    # turn\n    # é\n    n = sum(xs)\n    return n\n" in text
    assert "def total(xs, ys):  # signature\n" in text


def test_an_emptied_block_passes(module):
    loop = module.functions["total"].body[2]
    edits = Edits(module)
    edits.remove(loop.body[0])
    assert "    for x in xs:   # turn\n        pass\n    return n" in edits.apply()


def test_a_block_can_be_moved_with_parts_replaced(module):
    function = module.functions["total"]
    loop = function.body[2]
    inner = loop.body[0]
    names = {node: "value" for node in ast.walk(inner) if isinstance(node, ast.Name) and node.id == "x"}
    text = Edits(module).block([inner], names)
    assert text.split("\n")[0] == "if value in ys and (value +"
    assert text.endswith("n += value * 2  # é")
    ast.parse(text)


def test_statements_that_share_a_line_cannot_be_moved_or_removed(module):
    statement = module.functions["other"].body[0]
    for attempt in (
        lambda edits: edits.remove(statement),
        lambda edits: edits.insert_before(statement, "x = 1"),
        lambda edits: edits.block([statement]),
    ):
        with pytest.raises(EditConflict):
            attempt(Edits(module))


def test_an_elif_is_no_statement_of_its_own():
    module = ParsedModule("if a:\n    b\nelif c:\n    d\n")
    branch = module.tree.body[0].orelse[0]
    with pytest.raises(EditConflict):
        Edits(module).insert_before(branch, "x = 1")


def test_overlapping_edits_and_results_that_do_not_parse_are_refused(module):
    loop = module.functions["total"].body[2]
    edits = Edits(module)
    edits.replace_statement(loop, "n = 1")
    edits.replace(loop.iter, "ys")
    with pytest.raises(EditConflict, match="overlap"):
        edits.apply()
    edits = Edits(module)
    edits.insert_before(loop, "if x:")
    with pytest.raises(EditConflict, match="parse"):
        edits.apply()


def test_an_f_string_is_written_anew_around_a_part_that_changes():
    module = ParsedModule("r = f'{a} and {b:>{w}}' 'c'\n")
    names = {node.id: node for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    edits = Edits(module)
    edits.replace(names["a"], "one(a)")
    edits.replace(names["w"], "w + 1")
    assert edits.apply() == "r = f'{one(a)} and {b:>{w + 1}}c'\n"


def test_strings_over_several_lines_keep_their_text():
    block = 'x = """one\ntwo"""\ny = 1'
    assert indent_block(block, "    ") == '    x = """one\ntwo"""\n    y = 1'
    assert dedent_block(indent_block(block, "    "), "    ") == block


def test_comments_are_found_and_hashes_in_strings_are_not():
    assert comments_in("x = '#no'  # yes\n# also\n") == ["# yes", "# also"]


def test_a_definition_is_renamed_in_its_line_alone(module):
    edits = Edits(module)
    edits.rename_definition(module.functions["total"], "sum_up")
    text = edits.apply()
    assert "def sum_up(xs, ys):  # signature\n" in text
    assert _lines(SOURCE, text) == ["def total(xs, ys):  # signature"]


def test_a_comprehension_is_rebuilt_with_another_source():
    module = ParsedModule("r = [a for a in xs if a if (b or c) for d in a]\n")
    node = module.tree.body[0].value
    first = node.generators[0]
    text = Edits(module).comprehension(node, {first: "ys or zs"}, [first.ifs[0]])
    assert text == "[a for a in ys or zs if b or c for d in a]"


@pytest.mark.parametrize(
    ("header", "expected"),
    [("def f(a):", "def f(a, known):"), ("def f(a, b: list[int], /):", "def f(a, b: list[int], known, /):")],
)
def test_a_parameter_is_put_behind_the_last_positional_one(header, expected):
    module = ParsedModule(f"{header}\n    return a\n")
    edits = Edits(module)
    edits.add_parameter(module.functions["f"], "known")
    assert edits.apply() == f"{expected}\n    return a\n"


def test_what_is_put_at_the_top_of_a_file_stands_below_the_imports_it_needs():
    module = ParsedModule("def f(a):\n    return a\n")
    edits = Edits(module)
    edits.insert_above_definition(module.functions["f"], f"KEPT = {edits.need('collections', 'deque')}()")
    assert edits.apply().startswith("from collections import deque\n")
    assert edits.apply().index("KEPT") > edits.apply().index("import")
