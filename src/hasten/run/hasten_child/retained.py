"""What could carry memory from one call to the next, wherever code can keep it.

Two looks: the *values* of everything that the project's modules hold (globals, attributes, defaults, closures, caches,
frames of suspended generators, files), and a *census* of all containers in the process, which sees what was put away
somewhere else (an attribute of a library's module, a registry, the environment).
"""

import collections
import functools
import gc
import os
import sys
import types

from . import codec
from .classes import sha256

_ATOMS = (int, float, complex, str, bytes, bool, type(None))
_SUSPENDED = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
_OPENED = (types.FunctionType, types.MethodType, type, functools.partial) + _SUSPENDED
#: Wrappers and closures are followed so deep.
_DEPTH = 8
#: Lists and sets larger than this are data; they are not searched for dictionaries that the collector skips.
_MOST_MEMBERS = 256


def state(module, roots):
    """Digest by place of all that the project's code holds."""
    found = {}
    for name in sorted(sys.modules):
        held = sys.modules[name]
        file = getattr(held, "__file__", None) or ""
        if isinstance(held, types.ModuleType) and (held is module or _is_own(name, file, module.__name__, roots)):
            found["module " + name] = codec.fingerprint(_holdings(held), module_name=module.__name__)
    found["caches"] = _digest(sorted(cache.cache_info()[3] for cache in _caches()))
    found["environment"] = _digest(sorted(os.environ.items()))
    found["files"] = _digest(_files())
    return found


def _is_own(name, file, own, roots):
    """Whether a module belongs to the project; among installed packages, to the same package as the one under test.

    What that one puts away in a neighbour is seen by the census.
    """
    for root in roots:
        if file.startswith(root.rstrip("/") + "/"):
            installed = os.path.basename(root.rstrip("/")) in ("site-packages", "dist-packages")
            if not installed or name.partition(".")[0] == own.partition(".")[0]:
                return True
    return False


def _has(value, name):
    """Whether a value has an attribute; one that is made up on being asked for may fail in any way."""
    try:
        getattr(value, name)
    except Exception:  # the edge of the child: the value's own code runs
        return False
    return True


def _digest(value):
    return sha256(repr(value).encode("utf-8", "replace")).hexdigest()


def _caches():
    return [found for found in gc.get_objects() if type(found) is functools._lru_cache_wrapper]


def _files():
    """Names, sizes and times of the files in the private temporary folder, and what is open."""
    found = []
    for folder, _folders, names in os.walk("/tmp"):
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                seen = os.lstat(path)
            except OSError:
                continue
            found.append((path, seen.st_size, seen.st_mtime_ns))
    try:
        for number in sorted(os.listdir("/proc/self/fd")):
            path = os.readlink("/proc/self/fd/" + number)
            if not path.startswith(("socket:", "/proc/")):
                found.append((number, path, os.fstat(int(number)).st_size))
    except OSError:
        pass
    return found


def paths():
    """Files in the temporary folder."""
    return sorted(os.path.join(folder, name) for folder, _folders, names in os.walk("/tmp") for name in names)


def sweep(keep):
    """Remove all files of the temporary folder but those in ``keep``; only for a folder that is the sandbox's own."""
    for path in set(paths()) - set(keep):
        try:
            os.unlink(path)
        except OSError:
            pass


def _holdings(module):
    """Everything that the module's names hold, functions, classes, wrappers and suspended frames opened."""
    held = []
    seen = set()
    for name, value in sorted(vars(module).items()):
        if not name.startswith("__") and not isinstance(value, types.ModuleType):
            held.append(name)
            held.append(_opened(value, module, seen, 0))
    return held


def _opened(value, module, seen, depth):
    """A value with what hides inside functions, classes and suspended frames laid open, for the digest."""
    if isinstance(value, _ATOMS) or depth > _DEPTH:
        return value if depth <= _DEPTH else type(value).__name__
    if id(value) in seen:
        return "seen"
    if isinstance(value, _OPENED) or _has(value, "cache_info"):
        seen.add(id(value))
    if isinstance(value, types.FunctionType):
        cells = [_opened(c.cell_contents, module, seen, depth + 1) for c in value.__closure__ or () if _filled(c)]
        inside = [_opened(v, module, seen, depth + 1) for v in value.__dict__.values()]
        return [value.__defaults__, value.__kwdefaults__, cells, inside]
    if isinstance(value, types.MethodType):
        return [_opened(value.__func__, module, seen, depth + 1), _opened(value.__self__, module, seen, depth + 1)]
    if isinstance(value, functools.partial):
        return [_opened(value.func, module, seen, depth + 1), value.args, value.keywords]
    if isinstance(value, _SUSPENDED):
        frame = getattr(value, "gi_frame", None) or getattr(value, "cr_frame", None) or getattr(value, "ag_frame", None)
        if frame is None:
            return "ended"
        return [frame.f_lasti, [_opened(v, module, seen, depth + 1) for v in frame.f_locals.values()]]
    if isinstance(value, type):
        if value.__module__ != module.__name__:
            return value.__qualname__
        return [_opened(v, module, seen, depth + 1) for k, v in sorted(vars(value).items()) if not k.startswith("__")]
    if _has(value, "cache_info") and _has(value, "__wrapped__"):
        return [value.cache_info()[3], _opened(value.__wrapped__, module, seen, depth + 1)]
    if isinstance(value, (list, tuple, set, frozenset)) and len(value) <= 64:
        return [_opened(v, module, seen, depth + 1) for v in value]
    if isinstance(value, dict) and len(value) <= 64:
        return [[_opened(k, module, seen, depth + 1), _opened(v, module, seen, depth + 1)] for k, v in value.items()]
    try:
        return sha256(memoryview(value)).hexdigest()
    except (TypeError, ValueError, BufferError):
        pass
    if callable(value) and not _has(value, "__dict__"):
        return type(value).__name__
    return value


def _filled(cell):
    try:
        return cell.cell_contents is not cell
    except ValueError:
        return False


def thaw():
    """Look at what the zygote froze from here on: a library's own tables may be used as a hiding place."""
    gc.unfreeze()


class Census:
    """Sizes of all containers at one moment; ``grown`` says what has more in it since."""

    def __init__(self):
        gc.collect()
        self.modules = set(sys.modules)
        self.held = _containers()  # kept alive, so that nothing new is found at the place of something old
        self.sizes = {id(found): len(found) for found in self.held}

    def grown(self):
        """How many containers that were there have grown, how many are new and still there, modules imported since."""
        gc.collect()
        now = {id(found): len(found) for found in _containers()}
        for own in (self.sizes, self.held):
            now.pop(id(own), None)
        before = self.sizes
        grown = sum(1 for where, size in now.items() if size > before.get(where, size))
        new = sum(1 for where in now if where not in before)
        return {"grown": grown, "new": new, "imported": len(set(sys.modules) - self.modules)}


def _containers():
    """Every list, dictionary, set and deque; also the dictionaries that the collector skips, where one holds them."""
    kinds = (list, dict, set, collections.deque)
    everything = gc.get_objects()
    containers = [found for found in everything if isinstance(found, kinds)]
    for found in containers[:]:
        if len(found) <= _MOST_MEMBERS or type(found) is dict:
            for held in found.values() if isinstance(found, dict) else found:
                if type(held) is dict and not gc.is_tracked(held):
                    containers.append(held)
    return containers


class Nothing:
    """No census was taken."""

    def grown(self):
        """Nothing was counted, so nothing is known to have grown."""
        return {}
