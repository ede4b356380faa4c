"""What of a value could not be written down, in words."""

import builtins

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

_MARKS = ('["cut",', '["?",')


def uncopied(text):
    """``holds a builtins:function, which cannot be copied``; empty where the text of a tree holds all of its value."""
    for mark in _MARKS:
        if mark in text:
            return "holds " + _what(text, mark)
    return ""


def _what(text, mark):
    rest = text[text.index(mark) + len(mark):]
    if mark == _MARKS[0]:
        return "something nested too deeply or too large"
    kind, _, rest = rest.partition('"')[2].partition('"')
    if kind.startswith("_io:"):
        return "an open file (%s)" % kind
    if rest.startswith(',"iterator"'):
        return "an iterator (%s) that is used up by reading it" % kind
    return "a %s, which cannot be copied" % kind
