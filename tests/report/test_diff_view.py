from hypothesis import given
from hypothesis import strategies as st

from hasten.code.diffs import unified_diff
from hasten.report.diff_view import MOST_LINES, diff_rows

lines = st.lists(st.sampled_from(["a = 1", "b = 2", "- c", "+ d", "--- e", "@@ f", "", "\tg"]), max_size=12)
texts = lines.map(lambda found: "".join(line + "\n" for line in found))


def shown(rows, kinds):
    return ["".join(text for _, text in row.pieces) for row in rows if row.kind in kinds]


@given(texts, texts)
def test_the_rows_hold_what_was_removed_and_what_was_added(old, new):
    rows = diff_rows(unified_diff(old, new, context=100))
    if old != new:
        assert old.splitlines() == shown(rows, ("context", "old"))
        assert new.splitlines() == shown(rows, ("context", "new"))


@given(texts, texts)
def test_line_numbers_point_into_both_files(old, new):
    for row in diff_rows(unified_diff(old, new)):
        text = "".join(piece for _, piece in row.pieces)
        if row.old_number is not None:
            assert text == old.splitlines()[row.old_number - 1]
        if row.new_number is not None:
            assert text == new.splitlines()[row.new_number - 1]


def test_what_changed_within_a_line_is_marked():
    rows = diff_rows(unified_diff("if name not in out:\n", "if name not in set(out):\n"))
    marked = {row.kind: [text for changed, text in row.pieces if changed] for row in rows}
    assert [] == marked["old"]
    assert ["set(", ")"] == marked["new"]


def test_lines_with_little_in_common_are_not_marked():
    rows = diff_rows(unified_diff("out = []\n", "return list(dict.fromkeys(names))\n"))
    assert not any(changed for row in rows for changed, _ in row.pieces)


def test_changed_settings_are_added_rows():
    assert ["level = 3"] == shown(diff_rows("+level = 3\n"), ("new",))


def test_a_very_long_diff_is_cut_and_says_so():
    rows = diff_rows(unified_diff("", "".join(f"x{n} = {n}\n\n" for n in range(2000)) + "y\n", context=0))
    assert len(rows) <= 2 * 2000 + 3
    many = diff_rows(unified_diff("x\n" * 3000, "x\n" * 1500 + "y\n" + "x\n" * 1500, context=2000))
    assert MOST_LINES + 2 == len(many)
    assert "left out" in many[-1].pieces[0][1]


def test_no_change_gives_no_rows():
    assert [] == diff_rows(unified_diff("a\n", "a\n"))
