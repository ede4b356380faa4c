"""Names, attributes and identities of objects, read without running their code."""

from __future__ import annotations

import builtins
import json
import sys
import types

try:  # not by way of hashlib, which maps all of OpenSSL into a process that is forked thousands of times
    from _sha256 import sha256
except ImportError:
    try:
        from _sha2 import sha256
    except ImportError:  # another interpreter
        from hashlib import sha256

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

#: Identity without ``id``, which raises an audit event: that would cost more than the encoding itself.
identity = object.__hash__
class_mro = type.__dict__["__mro__"].__get__
_class_module = type.__dict__["__module__"].__get__
_class_qualname = type.__dict__["__qualname__"].__get__
class_dict = type.__dict__["__dict__"].__get__
_class_flags = type.__dict__["__flags__"].__get__
_HEAP_TYPE = 1 << 9
_to_json = json.JSONEncoder(separators=(",", ":")).encode


def class_name(cls, module_name=""):
    """``module:qualname`` of a class, the module under test written ``$``."""
    module = _class_module(cls)
    if not isinstance(module, str):
        module = "?"
    if module in (module_name, "__main__") and module != "builtins":
        module = "$"
    return module + ":" + str(_class_qualname(cls))


def private_name(owner, name):
    """An attribute's name as it is where ``name`` is written inside the class statement of ``owner``."""
    if isinstance(owner, type) and name.startswith("__") and not name.endswith("__"):
        return "_" + owner.__name__.lstrip("_") + name
    return name


def dumps(tree):
    """The tree as canonical JSON text."""
    return _to_json(tree)


def digest(text):
    """Hex digest of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def instance_attributes(obj):
    """``__dict__`` and slots of an instance, read without running its code; unset slots are left out."""
    found = {}
    for cls in class_mro(type(obj)):
        for name, descriptor in class_dict(cls).items():
            kind = type(descriptor)
            if kind is types.MemberDescriptorType:
                if "__slots__" in class_dict(cls) and name not in found:
                    try:
                        found[name] = descriptor.__get__(obj)
                    except AttributeError:
                        pass
            elif name == "__dict__" and kind is types.GetSetDescriptorType:
                own = descriptor.__get__(obj)
                if type(own) is dict or isinstance(own, dict):
                    for key, value in dict.items(own):
                        if type(key) is str:
                            found.setdefault(key, value)
    return found


_ATOMS = (int, float, str, bytes, bool, type(None))
#: Of each class: its module's constants of that class by identity, and how many names the module had then.
_constants = {}


def constant_of_module(obj):
    """The name by which the module of its class holds an instance that is told by its identity; "" for any other.

    That is a marker (``DONE = Action("done")``): equal to itself alone, and made of nothing that changes.
    """
    cls = type(obj)
    module = sys.modules.get(_class_module(cls))
    if module is None or type(module) is not types.ModuleType or cls.__eq__ is not object.__eq__:
        return ""
    if _class_module(cls) == "__main__":  # what a script makes when it runs is not there where it is imported
        return ""
    held = types.ModuleType.__getattribute__(module, "__dict__")
    names, count = _constants.get(cls, ({}, -1))
    if count != len(held):
        names = {identity(value): name for name, value in list(held.items()) if type(value) is cls}
        _constants[cls] = names, len(held)
    name = names.get(identity(obj), "")
    if not name or held.get(name) is not obj:
        return ""
    return name if all(type(value) in _ATOMS for value in instance_attributes(obj).values()) else ""


def is_python_class(cls):
    """Whether a class statement made it; classes written in C may be heap types too."""
    if not _class_flags(cls) & _HEAP_TYPE:
        return False
    return any("__dict__" in class_dict(base) or "__slots__" in class_dict(base) for base in class_mro(cls))
