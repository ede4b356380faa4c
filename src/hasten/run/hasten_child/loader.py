"""Import the module under test from source text that the parent sends, under its real name and path."""

import functools
import importlib
import importlib.util
import linecache
import os
import sys
import types

from .classes import private_name


class _Loader:
    def __init__(self, place, code, names):
        self.place, self.code, self.names = place, code, names

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__dict__.update(self.names)
        exec(self.code, module.__dict__)

    def get_source(self, fullname):
        return self.place["source"]


class _Finder:
    """Answers for one module name only, before the file system is asked."""

    def __init__(self, place, code, names):
        self.place, self.code, self.names = place, code, names

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.place["module"]:
            return None
        loader = _Loader(self.place, self.code, self.names)
        spec = importlib.util.spec_from_loader(fullname, loader, origin=self.place["path"])
        spec.has_location = True
        if os.path.basename(self.place["path"]) == "__init__.py":
            spec.submodule_search_locations = [os.path.dirname(self.place["path"])]
        return spec


class _Built:
    """Finds the modules that were compiled for the version under test, where the parent put them."""

    def __init__(self, files):
        self.files = files

    def find_spec(self, fullname, path=None, target=None):
        file = self.files.get(fullname)
        return importlib.util.spec_from_file_location(fullname, file) if file else None


def offer_call_class():
    """``hasten.Call`` for inputs files in an interpreter where hasten is not installed."""
    try:
        found = importlib.util.find_spec("hasten")
    except (ImportError, ValueError):
        found = None
    if found is not None:
        return

    class Call:
        def __init__(self, args=(), kwargs=None):
            self.args, self.kwargs = args, dict(kwargs or {})

    Call.__module__ = "hasten"
    module = types.ModuleType("hasten")
    module.Call = Call
    sys.modules["hasten"] = module


def add_paths(paths):
    """Put the project's import roots first, each once."""
    for path in reversed(paths):
        if path not in sys.path:
            sys.path.insert(0, path)


def load(place, code=None, names=()):
    """Import the module described by ``place`` {module, path, source, roots}; raises what the import raises.

    ``names`` are in the module's namespace before its first line runs.
    """
    add_paths(place["roots"])
    if code is None:
        code = compile(place["source"], place["path"], "exec", dont_inherit=True)
    lines = place["source"].splitlines(True)
    linecache.cache[place["path"]] = (len(place["source"]), None, lines, place["path"])
    sys.modules.pop(place["module"], None)
    sys.meta_path[:] = [f for f in sys.meta_path if type(f) not in (_Finder, _Built)]
    files = place.get("files") or {}
    for name in files:
        sys.modules.pop(name, None)
    if files:
        sys.meta_path.insert(0, _Built(files))
    for name in place.get("first") or ():
        importlib.import_module(name)
    sys.meta_path.insert(0, _Finder(place, code, dict(names)))
    module = _imported(place["module"])
    if place.get("prepare"):
        # What is made ready once for all calls is no part of any call.
        find(module, place["prepare"])()
    return module


def _imported(name):
    """The module of this name; a file whose own name has a dot in it is no member of a package."""
    parent = name.rpartition(".")[0]
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not parent or error.name is None or not (parent + ".").startswith(error.name + "."):
            raise
    spec = sys.meta_path[0].find_spec(name)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find(module, qualname):
    """What is called by the name ``qualname`` inside ``module``; of a property its getter, which takes the instance."""
    found = module
    for part in qualname.split("."):
        found = getattr(found, private_name(found, part))
    if type(found) is property:
        return found.fget
    if type(found) is functools.cached_property:
        return found.func
    return found


def owner_of(module, qualname):
    """The class that ``qualname`` is a method of, or None."""
    found = module
    for part in qualname.removesuffix(".fset").removesuffix(".fdel").split(".")[:-1]:
        found = getattr(found, private_name(found, part))
    return found if isinstance(found, type) else None


def takes_instance(module, qualname):
    """Whether the first argument is an instance of the class: a plain method or a property."""
    owner = owner_of(module, qualname)
    name = qualname.removesuffix(".fset").removesuffix(".fdel").rpartition(".")[2]
    raw = vars(owner).get(private_name(owner, name)) if owner is not None else None
    return raw is not None and not isinstance(raw, (classmethod, staticmethod)) and name != "__new__"


def describe_error(error, path):
    """Type, message and the user's own line of an error raised while importing."""
    line = None
    if isinstance(error, SyntaxError) and error.filename == path:
        line = error.lineno
    import traceback  # only where something failed: it costs every fork otherwise

    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == path:
            line = frame.lineno
    text = linecache.getline(path, line).strip() if line else ""
    return {"type": type(error).__name__, "msg": str(error)[:500], "line": line, "text": text}
