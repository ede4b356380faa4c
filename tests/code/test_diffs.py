"""Patches, and the size of a change."""

from hasten.code.diffs import changed_lines, unified_diff


def test_a_patch_names_the_file_and_the_lines():
    assert unified_diff("a\nb\nc\n", "a\nx\nc\n", file="pkg/m.py") == (
        "--- a/pkg/m.py\n+++ b/pkg/m.py\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"
    )


def test_no_change_no_patch():
    assert unified_diff("a\n", "a\n") == ""


def test_a_missing_line_end_is_said():
    assert unified_diff("a", "a\n").endswith("-a\n\\ No newline at end of file\n+a\n")


def test_form_feeds_and_separators_end_no_line():
    assert unified_diff("a\x0cb\u2028c\n", "a\x0cb\u2028d\n").count("\n") == 5


def test_the_size_counts_both_sides():
    assert changed_lines("a\nb\nc\n", "a\nx\ny\nc\n") == 3
