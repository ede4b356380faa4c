"""Finding a target, and one sentence where there is none."""

import pytest

from hasten.code.locate import Located, NotLocated, call_name, locate

SOURCE = """
import functools
LIMIT = 3
shorten = functools.partial(print)

def dedupe(xs):
    def inner(): return 1
    return xs
def each(xs):
    yield from xs
async def fetch(): return 1
async def stream(): yield 1
class Shop:
    def total(self): return 1
    @property
    def vat(self): return 2
    @vat.setter
    def vat(self, value): pass
def lazy(xs):
    def gen(): yield 1
    return (x for x in xs)
"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dedupe", "function"),
        ("each", "generator"),
        ("fetch", "coroutine"),
        ("stream", "async_generator"),
        ("lazy", "function"),
    ],
)
def test_module_level_functions_of_every_kind(name, kind):
    found = locate(SOURCE, name)
    assert isinstance(found, Located)
    assert (found.node.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Shop", "is a class"),
        ("inner", "name it with that one, as in dedupe.<locals>.inner"),
        ("shorten", "is assigned, not defined with def"),
        ("LIMIT", "is assigned, not defined with def"),
        ("functools", "is assigned, not defined with def"),
    ],
)
def test_what_cannot_be_a_target_says_why_in_one_sentence(name, words):
    found = locate(SOURCE, name, file="shop.py")
    assert isinstance(found, NotLocated)
    assert words in found.reason and "shop.py" in found.reason
    assert found.reason.endswith(".") and "\n" not in found.reason


@pytest.mark.parametrize(
    ("name", "found_as"),
    [
        ("Shop.total", "Shop.total"),
        ("Shop.vat", "Shop.vat"),
        ("Shop.vat.fset", "Shop.vat.fset"),
        ("dedupe.<locals>.inner", "dedupe"),
        ("dedupe.inner", "dedupe"),
    ],
)
def test_methods_are_targets_and_nested_functions_are_judged_through_the_one_around_them(name, found_as):
    found = locate(SOURCE, name)
    assert isinstance(found, Located)
    assert found_as == found.name


def test_a_property_is_called_through_its_getter():
    assert "Shop.vat.fget" == call_name(SOURCE, "Shop.vat")
    assert "Shop.total" == call_name(SOURCE, "Shop.total")


def test_near_matches_are_offered():
    found = locate(SOURCE, "dedup")
    assert isinstance(found, NotLocated)
    assert found.near[0] == "dedupe" and "did you mean dedupe" in found.reason


def test_a_file_that_does_not_parse_names_the_line():
    found = locate("x = 1\ndef f(:\n", "f", file="broken.py")
    assert isinstance(found, NotLocated)
    assert "broken.py does not parse at line 2" in found.reason


def test_a_file_without_functions_says_so():
    found = locate("x = 1\n", "nothing_like_it")
    assert isinstance(found, NotLocated) and "no function" in found.reason
