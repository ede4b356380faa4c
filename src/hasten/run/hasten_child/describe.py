"""The signature of the function under test as data: kinds, defaults, and a domain for every hint."""

import collections
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import fractions
import inspect
import pathlib
import sys
import types
import typing

from . import codec, loader

_SCALARS = {
    int: "int", float: "float", complex: "complex", bool: "bool", str: "str", bytes: "bytes", bytearray: "bytearray",
    type(None): "none", None: "none", decimal.Decimal: "decimal", fractions.Fraction: "fraction",
    datetime.date: "date", datetime.datetime: "datetime", datetime.time: "time", datetime.timedelta: "timedelta",
    pathlib.Path: "path", pathlib.PurePath: "path", range: "range", typing.Any: "any", object: "any",
}
_SEQUENCES = {
    list: "list", set: "set", frozenset: "frozenset", collections.deque: "deque",
    collections.abc.Sequence: "list", collections.abc.MutableSequence: "list", collections.abc.Collection: "list",
    collections.abc.Iterable: "list", collections.abc.Set: "set", collections.abc.MutableSet: "set",
}
_ITERATORS = {collections.abc.Iterator: "iter", collections.abc.Generator: "gen"}
_MAPPINGS = (
    dict, collections.abc.Mapping, collections.abc.MutableMapping, collections.defaultdict, collections.OrderedDict,
)  # fmt: skip
_DEPTH = 6


def kind_of(function):
    """``function``, ``generator``, ``coroutine`` or ``async_generator``."""
    function = inspect.unwrap(function) if callable(function) else function
    if inspect.isasyncgenfunction(function):
        return "async_generator"
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    if inspect.isgeneratorfunction(function):
        return "generator"
    return "function"


def describe(module, entry, place):
    """What the parent needs to know of the function's signature."""
    function = loader.find(module, entry)
    if not callable(function):
        return {"error": {"type": "TypeError", "msg": "%s is not callable" % entry, "line": None, "text": ""}}
    describer = _Describer(place["module"])
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError) as error:
        return {"error": {"type": "TypeError", "msg": str(error), "line": None, "text": ""}}
    hints = _hints(function)
    parameters = []
    for parameter in signature.parameters.values():
        row = {"name": parameter.name, "kind": parameter.kind.name.lower()}
        if parameter.default is not parameter.empty:
            row["default"] = codec.encode(parameter.default, module_name=place["module"])
        if parameter.name in hints:
            row["domain"] = describer.domain(hints[parameter.name])
        elif not parameters and loader.takes_instance(module, entry):
            row["domain"] = describer.domain(loader.owner_of(module, entry))
        annotation = parameter.annotation
        row["hint"] = "" if annotation is parameter.empty else inspect.formatannotation(annotation)
        parameters.append(row)
    returns = describer.domain(hints["return"]) if "return" in hints else {"k": "any"}
    classes = sorted(
        name for name, value in vars(module).items()
        if isinstance(value, type) and getattr(value, "__module__", None) == module.__name__
    )
    numpy = "numpy" in sys.modules
    return {
        "kind": kind_of(function), "parameters": parameters, "returns": returns, "doc": inspect.getdoc(function) or "",
        "classes": classes, "numpy": numpy, "type": "class" if isinstance(function, type) else "function",
    }


def _hints(function):
    """Resolved hints; where one does not resolve, the others are still used."""
    try:
        return typing.get_type_hints(function, include_extras=True)
    except Exception:  # the edge of the child process: annotations are user code
        pass
    names = dict(getattr(function, "__globals__", {}))
    found = {}
    for name, hint in getattr(function, "__annotations__", {}).items():
        if isinstance(hint, str):
            try:
                hint = eval(hint, names)
            except Exception:  # the edge of the child process: annotations are user code
                continue
        found[name] = hint
    return found


class _Describer:
    """Turns hints into domains; recursive classes end in ``any``."""

    def __init__(self, module_name):
        self.module_name = module_name
        self.open = []

    def name(self, cls):
        module = "$" if cls.__module__ in (self.module_name, "__main__") else cls.__module__
        return "%s:%s" % (module, cls.__qualname__)

    def domain(self, hint):
        if len(self.open) > _DEPTH:
            return {"k": "any"}
        try:
            if hint in _SCALARS:
                return {"k": _SCALARS[hint]}
        except TypeError:
            return {"k": "any"}
        if isinstance(hint, (str, typing.ForwardRef)):
            return {"k": "any"}
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is not None:
            return self._generic(origin, args, hint)
        if isinstance(hint, typing.TypeVar):
            if hint.__constraints__:
                return {"k": "union", "of": [self.domain(c) for c in hint.__constraints__]}
            return self.domain(hint.__bound__) if hint.__bound__ else {"k": "int"}
        if hasattr(hint, "__supertype__"):
            return self.domain(hint.__supertype__)
        if isinstance(hint, type):
            return self._class(hint)
        return self._bare(hint)

    def _bare(self, hint):
        """``typing.List`` and the like without arguments."""
        if hint is typing.Callable:
            return {"k": "callable", "args": None, "returns": {"k": "any"}}
        return {"k": "any"}

    def _generic(self, origin, args, hint):
        if origin is typing.Annotated:
            base = self.domain(args[0])
            return dict(base, **_annotated_bounds(args[1:]))
        if origin is typing.Literal:
            return {"k": "literal", "values": [codec.encode(a, module_name=self.module_name) for a in args]}
        if origin is typing.Union or origin is getattr(types, "UnionType", ()):
            return {"k": "union", "of": [self.domain(a) for a in args]}
        if origin in (typing.Final, typing.ClassVar):
            return self.domain(args[0])
        if origin is tuple:
            if len(args) == 2 and args[1] is Ellipsis:
                return {"k": "tuple", "of": self.domain(args[0])}
            return {"k": "tuple", "items": [self.domain(a) for a in args if a != ()]}
        if origin in _ITERATORS:
            return {"k": "iterator", "kind": _ITERATORS[origin], "of": self.domain(args[0])}
        if origin is collections.abc.Callable:
            listed = bool(args) and isinstance(args[0], list)
            given = [self.domain(a) for a in args[0]] if listed else None
            return {"k": "callable", "args": given, "returns": self.domain(args[1]) if len(args) > 1 else {"k": "any"}}
        if origin in _MAPPINGS:
            key, value = (args + (typing.Any, typing.Any))[:2]
            found = {"k": "dict", "key": self.domain(key), "value": self.domain(value)}
            if origin in (collections.defaultdict, collections.OrderedDict):
                found["cls"] = "collections:" + origin.__name__
            return found
        if origin is collections.Counter:
            return {"k": "dict", "key": self.domain(args[0]), "value": {"k": "int"}, "cls": "collections:Counter"}
        if origin in _SEQUENCES:
            found = {"k": _SEQUENCES[origin], "of": self.domain(args[0])}
            if origin is collections.abc.Iterable:
                found["iterable"] = True
            return found
        if origin is type:
            return {"k": "opaque", "type": "type"}
        if getattr(origin, "__module__", "") == "numpy" and origin.__name__ == "ndarray":
            return {"k": "ndarray", "dtype": _dtype(args), "ndim": None, "shape": None}
        if isinstance(origin, type):
            return self._class(origin)
        return {"k": "any"}

    def _class(self, cls):
        if cls in _SEQUENCES:
            return {"k": _SEQUENCES[cls], "of": {"k": "any"}}
        if cls in _ITERATORS:
            return {"k": "iterator", "kind": _ITERATORS[cls], "of": {"k": "any"}}
        if cls in _MAPPINGS:
            found = {"k": "dict", "key": {"k": "any"}, "value": {"k": "any"}}
            if cls in (collections.defaultdict, collections.OrderedDict):
                found["cls"] = "collections:" + cls.__name__
            return found
        if cls is collections.Counter:
            return {"k": "dict", "key": {"k": "any"}, "value": {"k": "int"}, "cls": "collections:Counter"}
        if cls is tuple:
            return {"k": "tuple", "of": {"k": "any"}}
        if cls is collections.abc.Callable:
            return {"k": "callable", "args": None, "returns": {"k": "any"}}
        if cls.__module__ == "numpy":
            return self._numpy(cls)
        if cls.__module__.split(".")[0] == "pandas":
            return {"k": "frame", "type": cls.__name__}
        if issubclass(cls, enum.Enum):
            return {"k": "enum", "cls": self.name(cls), "members": list(cls.__members__)}
        if cls in self.open:
            return {"k": "any"}
        self.open.append(cls)
        try:
            return self._fields(cls)
        finally:
            self.open.pop()

    def _fields(self, cls):
        hints = {}
        try:
            hints = typing.get_type_hints(cls, include_extras=True)
        except Exception:  # the edge of the child process: annotations are user code
            pass
        if typing.is_typeddict(cls) if hasattr(typing, "is_typeddict") else hasattr(cls, "__total__"):
            fields = {name: self.domain(hint) for name, hint in hints.items()}
            return {"k": "typeddict", "fields": fields, "required": sorted(cls.__required_keys__)}
        if issubclass(cls, tuple) and hasattr(cls, "_fields"):
            fields = {name: self.domain(hints.get(name, typing.Any)) for name in cls._fields}
            return {"k": "object", "cls": self.name(cls), "how": "namedtuple", "fields": fields}
        if dataclasses.is_dataclass(cls):
            fields = {f.name: self.domain(hints.get(f.name, typing.Any)) for f in dataclasses.fields(cls)}
            return {"k": "object", "cls": self.name(cls), "how": "dataclass", "fields": fields}
        if hasattr(cls, "__attrs_attrs__"):
            fields = {a.name: self.domain(hints.get(a.name, typing.Any)) for a in cls.__attrs_attrs__}
            return {"k": "object", "cls": self.name(cls), "how": "attrs", "fields": fields}
        for base, kind in ((bool, "bool"), (int, "int"), (float, "float"), (str, "str"), (bytes, "bytes")):
            if issubclass(cls, base):
                return {"k": kind, "cls": self.name(cls)}
        if cls.__module__ == self.module_name and "__init__" in vars(cls):
            return self._constructed(cls)
        return {"k": "opaque", "type": self.name(cls)}

    def _constructed(self, cls):
        """A plain class whose constructor says what it takes."""
        fields = {}
        hints = _hints(cls.__init__)
        for parameter in list(inspect.signature(cls.__init__).parameters.values())[1:]:
            if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
                continue
            if parameter.name not in hints and parameter.default is not parameter.empty:
                continue
            fields[parameter.name] = self.domain(hints.get(parameter.name, typing.Any))
        return {"k": "object", "cls": self.name(cls), "how": "constructor", "fields": fields}

    def _numpy(self, cls):
        if cls.__name__ == "ndarray":
            return {"k": "ndarray", "dtype": None, "ndim": None, "shape": None}
        return {"k": "opaque", "type": self.name(cls)}


def _dtype(args):
    """``float64`` out of ``NDArray[np.float64]``."""
    for arg in args:
        for inner in typing.get_args(arg):
            if isinstance(inner, type):
                return inner.__name__
    return None


def _annotated_bounds(extras):
    """Bounds from ``Annotated[int, Ge(0)]`` in the manner of annotated-types, recognised by attribute."""
    found = {}
    for extra in extras:
        for attribute, key, shift in (("ge", "low", 0), ("gt", "low", 1), ("le", "high", 0), ("lt", "high", -1)):
            value = getattr(extra, attribute, None)
            if isinstance(value, int) and not isinstance(value, bool):
                found[key] = value + shift
            elif isinstance(value, float):
                found[key] = value
        low, high = getattr(extra, "min_length", None), getattr(extra, "max_length", None)
        if isinstance(low, int) or isinstance(high, int):
            found["lengths"] = [low if isinstance(low, int) else 0, high if isinstance(high, int) else 64]
    return found
