"""Timed samples: prepare copies, tell the parent, run, tell the parent. The clock is the parent's."""

import asyncio
import collections
import copy
import functools
import gc
import hashlib
import inspect
import os
import resource
import sys
import types

from . import codec, describe, loader, wire

_ATOMS = frozenset([int, float, str, bytes, bool, type(None), complex, type, range, types.FunctionType])
_LAZY = frozenset([types.GeneratorType, map, filter, zip, enumerate, reversed])


def fresh_copy(value):
    """A deep copy; quick where a container holds immutable atoms only."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is list and _ATOMS.issuperset(map(type, value)):
        return value[:]
    if kind is tuple and _ATOMS.issuperset(map(type, value)):
        return value
    if kind is dict and _ATOMS.issuperset(map(type, value.values())) and _ATOMS.issuperset(map(type, value)):
        return value.copy()
    if kind is set or kind is frozenset:
        return kind(value) if _ATOMS.issuperset(map(type, value)) else copy.deepcopy(value)
    return copy.deepcopy(value)


def copied(args, kwargs):
    """Copies of a whole call; aliasing between arguments is kept when there is something to alias."""
    values = [*args, *kwargs.values()]
    mutable = [v for v in values if type(v) not in _ATOMS]
    if len(mutable) > 1 and len(set(map(id, mutable))) < len(mutable):
        return copy.deepcopy((list(args), kwargs))
    return [fresh_copy(a) for a in args], {k: fresh_copy(v) for k, v in kwargs.items()}


def kind(function):
    return describe.kind_of(function)


def consume(function, args, kwargs, how):
    """One whole call: what is lazy is exhausted, what is awaited is run."""
    if how == "function":
        return function(*args, **kwargs)
    if how == "generator":
        return list(function(*args, **kwargs))
    if how == "coroutine":
        return asyncio.run(function(*args, **kwargs))

    async def gather():
        return [item async for item in function(*args, **kwargs)]

    return asyncio.run(gather())


def _run_plain(function, calls):
    """The timed loop for plain calls without keywords: nothing but the calls."""
    result = None
    for args in calls:
        result = function(*args)
    return result


def _run_keywords(function, calls):
    result = None
    for args, kwargs in calls:
        result = function(*args, **kwargs)
    return result


def _run_generator(function, calls):
    last = None
    drain = collections.deque
    for args, kwargs in calls:
        last = drain(function(*args, **kwargs))
    return None if last is None else list(last)


class Sampler:
    """Runs batches of one call of the workload on request.

    A result that is a lazy iterator is drained inside the timed part, so that work cannot be put off past the clock.
    """

    def __init__(self, module, entry, decode, calls, sock):
        self.function = loader.find(module, entry)
        self.how = kind(self.function)
        self.decode = decode
        self.calls = calls
        self.sock = sock
        self.decoded = {}
        self.last = None

    def _fresh(self, index):
        tree = self.calls[index]
        if _has_made(tree):
            return self.decode(tree)
        if index not in self.decoded:
            self.decoded[index] = self.decode(tree)
        return copied(*self.decoded[index])

    def warm(self, index, times):
        """Untimed calls, so that caches of the interpreter and the processor are warm.

        A plain function that hands out a lazy iterator is sampled like a generator from then on.
        """
        for _ in range(times):
            args, kwargs = self._fresh(index)
            try:
                self.last = consume(self.function, args, kwargs, self.how)
            except BaseException as error:  # the edge of the child process: a call that raises is timed too
                self.last = ("raised", type(error).__name__)
            if self.how == "function" and type(self.last) in _LAZY:
                self.how = "generator"
                self.last = list(self.last)
        return {"warm": times}

    def sample(self, indices, reps, gc_on):
        """Prepare ``reps`` fresh passes over the calls, wait for the parent's go, run them, report faults and helpers.

        No calls at all is an empty sample: it costs what the protocol costs.
        """
        prepared = [self._fresh(index) for _ in range(reps) for index in indices]
        runner, prepared = self._runner(prepared)
        if gc_on:
            gc.collect()
            gc.enable()
        else:
            gc.disable()
        wire.send(self.sock, {"ready": True})
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        if self.sock.recv(1) != b"g":
            return {"given_up": True}
        try:
            result = runner(self.function, prepared)
        except BaseException as error:  # the edge of the child process: a call that raises is timed too
            result = ("raised", type(error).__name__)
        self.sock.sendall(b"d")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        gc.enable()
        if indices:
            self.last = result
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        threads = sys.modules["threading"].active_count() if "threading" in sys.modules else 1
        return {"faults": after - before, "children_s": children.ru_utime + children.ru_stime, "threads": threads}

    def _runner(self, prepared):
        if self.how == "function":
            if not any(kwargs for _, kwargs in prepared):
                return _guarded(_run_plain, prepared), [args for args, _ in prepared]
            return _run_keywords, prepared
        if self.how == "generator":
            return _run_generator, prepared
        how = self.how
        return (lambda function, calls: [consume(function, a, k, how) for a, k in calls][-1:]), prepared


def _guarded(runner, prepared):
    """Calls that raise would end the batch at the first one; a batch of one needs no care."""
    if len(prepared) <= 1:
        return runner

    def run(function, calls):
        try:
            return runner(function, calls)
        except Exception as error:  # the edge of the child process: every call of the batch raises alike
            for args in calls[1:]:
                try:
                    function(*args)
                except Exception as again:
                    error = again
            return ("raised", type(error).__name__)

    return run


def _has_made(tree):
    return any(type(a) is list and a[0] == "m" for a in [*tree["args"], *tree["kwargs"].values()])


def retained_state(module, entry, roots):
    """Digest of what could carry memory from call to call, wherever the project's code keeps it.

    Globals of the project's modules, attributes, defaults and closures of functions, class attributes, sizes of all
    ``lru_cache`` wrappers, and files in the private temporary folder.
    """
    parts = []
    for name in sorted(sys.modules):
        found = sys.modules[name]
        file = getattr(found, "__file__", None) or ""
        if found is module or any(file.startswith(root.rstrip("/") + "/") for root in roots):
            parts.append(name + codec.fingerprint(_holdings(found), module_name=module.__name__))
    parts += sorted(str(cache.cache_info().currsize) for cache in gc.get_objects() if type(cache) is functools._lru_cache_wrapper)
    try:
        parts += sorted(os.listdir("/tmp"))
    except OSError:
        pass
    return hashlib.sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()


def _holdings(module):
    """Everything that the module's names hold, functions and classes opened."""
    held = []
    for name, value in sorted(vars(module).items()):
        if name.startswith("__") or isinstance(value, types.ModuleType):
            continue
        held.append(name)
        value = inspect.unwrap(value) if callable(value) and hasattr(value, "__wrapped__") else value
        if isinstance(value, types.FunctionType):
            cells = [c.cell_contents for c in value.__closure__ or () if _filled(c)]
            held += [value.__dict__, value.__defaults__, value.__kwdefaults__, [c for c in cells if not callable(c)]]
        elif isinstance(value, type):
            if value.__module__ == module.__name__:
                held.append({k: v for k, v in vars(value).items() if not k.startswith("__") and not callable(v)})
        else:
            held.append(value)
    return held


def _filled(cell):
    try:
        cell.cell_contents
    except ValueError:
        return False
    return True
