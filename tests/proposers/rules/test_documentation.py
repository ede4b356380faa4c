"""Pages of the reference are made from the docstrings."""

from hasten.proposers.rules import all_rules, rule_name
from hasten.proposers.rules._documentation import PARTS, reference_index, reference_page, rule_text


def test_every_rule_has_all_parts_filled():
    for rule in all_rules():
        text = rule_text(rule)
        assert text.name == rule_name(rule)
        assert text.summary.endswith(".")
        assert list(text.parts) == list(PARTS) and all(text.parts.values())


def test_a_page_holds_both_forms_as_code():
    for rule in all_rules():
        page = reference_page(rule)
        assert page.startswith(f"# {rule_name(rule)}\n")
        assert page.count("```python\n") == 2 and page.count("```\n") == 2
        assert page.index("Before:") < page.index("```python") < page.index("After:")


def test_the_index_lists_every_rule_once():
    index = reference_index()
    assert [rule_name(rule) for rule in all_rules()] == [
        line[3 : line.index("]")] for line in index.split("\n") if line.startswith("- [")
    ]
