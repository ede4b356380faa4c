from hypothesis import example, given
from hypothesis import strategies as st

from hasten.stores.splice import cut, join

texts = st.text(alphabet="ab\n", max_size=12)


@given(texts, texts)
@example("aaa", "aa")
@example("abab", "ab")
@example("", "")
def test_join_undoes_cut(old, new):
    assert new == join(old, cut(old, new))


@given(texts, texts, texts, texts)
def test_a_cut_is_no_longer_than_the_change(head, before, after, tail):
    splice = cut(head + before + tail, head + after + tail)
    assert len(splice.middle) <= len(after)
    assert splice.stop - splice.start <= len(before)
