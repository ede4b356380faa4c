"""What a function may read from modules when it is called: where it is, and how it is written down.

A *place* is the name of a global, or of an attribute of a class or function that a module holds: ``$:TABLE``,
``pkg.tables:LOG``, ``$:Shop.rate``; ``$`` is the module of the function itself. Places are found in code objects, from
the function through the functions and classes that it names, as far as the modules belong to the same program.
"""

import builtins
import functools
import marshal
import sys
import types
import zlib

from . import codec
from .classes import class_mro, is_python_class
from .uncopied import uncopied
from .weight import weigh

# Functions of this module keep the builtins as they were, whatever the code under test replaces later.
__builtins__ = dict(vars(builtins))

#: Places looked at, values in one of them, and bytes of all values written down for one function.
MOST_PLACES, MOST_LEAVES, MOST_BYTES = 400, 200000, 8 << 20
_MOST_FUNCTIONS = 2000
_INSTALLED = frozenset(["site-packages", "dist-packages"])
_DESCRIPTORS = (types.MemberDescriptorType, types.GetSetDescriptorType, property, classmethod, staticmethod)
_ATOMS = frozenset([int, bool, str, bytes, type(None)])
_CACHE = type(functools.lru_cache()(len))
_MOST_WRAPPERS = 8
_MISSING = object()


class CannotKeep(ValueError):
    """A state that is not written down."""


def places_read(code, own, classes=()):
    """``{place: (names, name)}``: ``names[name]`` is the value there now.

    Args:
        code: Code of the function.
        own: Its globals.
        classes: Classes whose methods may run too: those of its arguments, and the one that it is a method of.
    """
    walk = _Walk(own)
    walk.named(own, code)
    walk.todo += [(own, cls) for cls in classes if walk.belongs(cls.__module__)]
    while walk.todo and len(walk.seen) < _MOST_FUNCTIONS and len(walk.places) < MOST_PLACES:
        walk.step(*walk.todo.pop())
    return dict(sorted(walk.places.items())[:MOST_PLACES])


class _Walk:
    def __init__(self, own):
        self.own = own
        self.top = str(own.get("__name__", "")).partition(".")[0]
        file = str(own.get("__file__") or "")
        self.folder = file.rpartition("/")[0]
        self.todo = []
        self.seen = set()
        self.places = {}
        self.known = {}

    def belongs(self, module_name):
        """Whether a module is part of the same program: of the same package, or a file of the same folder."""
        found = self.known.get(module_name)
        if found is None:
            found = self.known[module_name] = self._belongs(module_name)
        return found

    def _belongs(self, module_name):
        if not isinstance(module_name, str) or module_name.startswith("hasten_child"):
            return False
        if module_name == self.own.get("__name__") or module_name.partition(".")[0] == self.top != "__main__":
            return True
        file = str(getattr(sys.modules.get(module_name), "__file__", None) or "")
        inside = bool(self.folder) and file.startswith(self.folder + "/")
        return inside and not _INSTALLED & set(file.split("/")) and file.endswith(".py")

    def step(self, namespace, value):
        """Take the names of one function or class."""
        if id(value) in self.seen:
            return
        self.seen.add(id(value))
        if _is(value, type):
            self.of_class(value)
            return
        self.attributes(value)
        self.named(namespace, value.__code__)

    def named(self, namespace, code):
        """Take the names that code uses; ``namespace`` are its globals."""
        names = set(names_of(code))
        if namespace is self.own:
            # A method is found by its name alone where its class stands in the module: what it is called on is unknown.
            for part in list(namespace.values()):
                if _is(part, type) and part.__module__ == namespace.get("__name__") and names & set(vars(part)):
                    self.todo.append((namespace, part))
        for name in names:
            if name in namespace and not (name.startswith("__") and name.endswith("__")):
                self.found(namespace, name, namespace[name], names)

    def found(self, namespace, name, value, names):
        """A name of a module that code uses; ``names`` are all that the code uses, attributes included."""
        plain = _unwrapped(value)
        if _is(value, types.ModuleType):
            inside = object.__getattribute__(value, "__dict__")
            if self.belongs(inside.get("__name__")):
                for inner in names & set(inside):
                    if not _is(inside[inner], types.ModuleType):
                        self.found(inside, inner, inside[inner], ())
            return
        if _is(plain, types.FunctionType) or _is(plain, type):
            if self.belongs(plain.__module__):
                self.todo.append((plain.__globals__ if _is(plain, types.FunctionType) else namespace, plain))
            if plain.__qualname__ == name or plain is not value:
                return
        elif callable(value) and not is_python_class(type(value)):
            return
        if any(base.__module__ == "logging" for base in class_mro(type(value))):
            return  # what a logger caches of its levels changes by being used
        where = "$" if namespace is self.own else namespace.get("__name__")
        if isinstance(where, str):
            self.places["%s:%s" % (where, name)] = (namespace, name)

    def of_class(self, cls):
        """The methods of a class, its data, and the classes that it is derived from."""
        for base in class_mro(cls):
            if not self.belongs(base.__module__) or type(base).__module__ == "enum":
                continue
            self.attributes(base)
            for part in list(vars(base).values()):
                part = _unwrapped(part)
                if _is(part, types.FunctionType) and self.belongs(part.__module__):
                    self.todo.append((part.__globals__, part))

    def attributes(self, holder):
        """Data that a class or function carries."""
        if "<" in holder.__qualname__ or not isinstance(holder.__module__, str):
            return
        where = "$" if holder.__module__ == self.own.get("__name__") else holder.__module__
        made = _of_named_tuple(holder)
        for name, part in list(vars(holder).items()):
            if name in made or name.startswith(("__", "_abc_")) or _is(part, types.FunctionType, type, *_DESCRIPTORS):
                continue
            if not callable(part) or is_python_class(type(part)):
                self.places["%s:%s.%s" % (where, holder.__qualname__, name)] = (vars(holder), name)


def _is(value, *kinds):
    """Whether a value is an instance of one of these, told without its own code, which may answer for another class."""
    return any(kind in class_mro(type(value)) for kind in kinds)


def _of_named_tuple(holder):
    """What ``collections.namedtuple`` puts into a class, which may have another name than its module has for it."""
    if not _is(holder, type) or tuple not in class_mro(holder) or "_fields" not in vars(holder):
        return ()
    return {*vars(holder)["_fields"], "_fields", "_field_defaults", "_field_types", "_source"}


def _unwrapped(value):
    """The function in a property, a method of a class, a cache, or around another one; other values as they are."""
    for _ in range(_MOST_WRAPPERS):
        if _is(value, property):
            value = value.fget
        elif _is(value, classmethod, staticmethod):
            value = value.__func__
        elif type(value) is _CACHE:
            value = value.__wrapped__
        elif _is(value, types.FunctionType) and "__wrapped__" in vars(value):
            value = vars(value)["__wrapped__"]
        else:
            break
    return value


def names_of(code):
    """Names of globals and attributes that code uses, those of the functions and classes defined inside included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from names_of(constant)


def written(value, module_name):
    """``(digest, tree, why)``: equal digests for values that no observer can tell apart.

    Where a copy would not be the same, ``why`` says for what reason, and the tree is void.
    """
    if value is _MISSING:
        return "missing", None, "is not there any more"
    if weigh(value, MOST_LEAVES) >= MOST_LEAVES:
        why = "has more than %d values" % MOST_LEAVES
        try:
            data = marshal.dumps(value, 2)
        except ValueError:
            return "large %s" % codec.class_name(type(value), module_name), None, why
        return "%d %08x" % (len(data), zlib.crc32(data)), None, why
    tree = codec.encode(value, module_name=module_name, cap=None, nested=True, look=True)
    text = codec.dumps(tree)
    why = uncopied(text)
    if '["u","builtins:object",' in text:
        why = "holds an object() that is told by its identity"
    return codec.digest(text)[:24], None if why else tree, why


class Reader:
    """What one function found in its modules, call by call; a value is written down again only when it has changed.

    Attributes:
        n_bytes: Bytes of the values written down.
    """

    def __init__(self, code, own, owner):
        self.code = code
        self.own = own
        self.module_name = own.get("__name__", "")
        self.owner = owner
        self.places = {}
        self.marks = {}
        self.versions = {}
        self.states = {}
        self.classes = set()
        self.looks = 0
        self.n_bytes = 0

    def number(self, args):
        """Number of the state as it is now; equal states have one number.

        Raises:
            CannotKeep: A value has changed and there is no room for it.
        """
        self.looks += 1
        classes = {type(arg) for arg in args if is_python_class(type(arg))} - self.classes
        if classes or self.looks & (self.looks - 1) == 0:
            self.classes |= classes
            self.places = places_read(self.code, self.own, [*self.classes, *([self.owner] if self.owner else [])])
        state = tuple([self._version(place, *found) for place, found in self.places.items()])
        return self.states.setdefault((tuple(self.places), state), len(self.states))

    def _version(self, place, holder, name):
        value = holder.get(name, _MISSING)
        mark = _mark(value)
        known = self.marks.get(place)
        if known is not None and mark is not None and known[0] == mark:
            return known[1]
        versions = self.versions.setdefault(place, {})
        digest, tree, why = written(value, self.module_name)
        if digest not in versions:
            size = len(codec.dumps(tree))
            if self.n_bytes + size > MOST_BYTES:
                tree, why = None, "there is no room for another state of it"
                if versions:
                    raise CannotKeep("reads %s, which changes from call to call and is too large to keep" % place)
            else:
                self.n_bytes += size
            versions[digest] = [len(versions), tree, why]
        self.marks[place] = (mark, versions[digest][0])
        return versions[digest][0]

    def written(self):
        """``{"places", "values": {place: [[digest, tree, why], ...]}, "states": [{place: index}, ...]}``."""
        values = {
            place: [[digest, tree, why] for digest, (_, tree, why) in versions.items()]
            for place, versions in self.versions.items()
        }
        return {"values": values, "states": [dict(zip(*key)) for key in self.states]}


def _mark(value):
    """Something quick to get that differs whenever the value does; None where there is no such thing."""
    if type(value) in _ATOMS:
        return type(value), value
    try:
        data = marshal.dumps(value, 2)
    except ValueError:
        return None
    return len(data), hash(data)
