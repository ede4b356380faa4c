"""Sequences of calls: what one call leaves behind for the next, and what the surroundings change.

A scenario is data from the parent: ``{"name": ..., "steps": [{"do": OPERATION, ...}, ...]}``; the result is
``{"steps": [observation, ...]}``, one per step. A step that does not apply (an earlier call raised, so there is no
result to change) answers ``{"skipped": why}`` on both sides alike.

``slot`` names where a call keeps its result and arguments (default ``a``). Operations:

``call``           observe ``call`` (a tree); ``shape``: plain, test, thread, deep; ``seed``
``again``          observe a call with the argument objects of the slot, as they are now
``mutate_result``  change the ``at``-th mutable part of the slot's result, then look
``mutate_args``    change the ``at``-th mutable part of the slot's arguments, then look
``reset``          forget all slots; the process stays as it is
``look``           encode result, arguments and watched globals as they are now
``change_global``  give the global ``name`` another value of its type (a mutable one is changed in place)
``repeat``         call ``calls`` round robin, ``times`` calls in all; digests, with the ``globals`` named
``start``          make the lazy result of ``call`` without running it
``next``           take ``count`` items of the slot's lazy result; ``throw``, ``close``, ``send`` likewise
``enter``          enter the slot's context manager; ``leave`` leaves it by an exception
``call_result``    call the result of the slot (or its ``item``-th item) with ``args`` (trees), when it is callable
``probe``          what can be done with the result: equality, hash, length, copy, pickle, bases
``members``        read the public members of the result, change what they give or the instance, and read them again
``release``        drop the slot; which of its objects are still alive
``locks``          put logging locks in place of the module's global locks
``threads``        ``count`` threads call at once with shared arguments
``time_zone``, ``decimal``, ``environment``, ``directory``, ``recursion_limit``, ``locale``: change the surroundings
"""

from __future__ import annotations

import _thread
import builtins
import copy
import decimal
import gc
import locale
import os
import sys
import time
import types
import weakref

from . import callbacks, codec, drive, mutate, observer, reshaped

__builtins__ = dict(vars(builtins))

#: Public members of an instance that are read.
_MOST_MEMBERS = 30
#: Stack frames between the observer and the function in the shape ``deep``.
DEEP_FRAMES = 300
_STACK_BYTES = 256 << 20


class Skipped(Exception):
    """A step that does not apply here."""


def run(context, spec):
    """Run one scenario; the worker runs it in a process of its own, because it changes the surroundings."""
    scenario = _Scenario(context)
    found = []
    for step in spec["steps"]:
        if step["do"] != "call":
            context.last_state = None  # what the step changes is not the doing of the next call
        try:
            found.append(getattr(scenario, "do_" + step["do"])(step))
        except Skipped as skipped:
            found.append({"skipped": str(skipped)})
    return {"steps": found}


class _Scenario:
    def __init__(self, context):
        self.context = context
        self.slots = {}
        self.lazy = {}

    def slot(self, step):
        found = self.slots.get(step.get("slot", "a"))
        if found is None or "value" not in found:
            raise Skipped("no result")
        return found

    # -- calls --------------------------------------------------------------------------------------------------

    def do_call(self, step):
        try:
            args, kwargs = self.context.decode_call(step["call"])
        except Exception as error:  # the edge of the child: values are rebuilt by code of the module under test
            return {"out": "undecodable", "exc": drive.exception(error, self.context)}
        return self.observe(step, args, kwargs, tree=step["call"])

    def observe(self, step, args, kwargs, tree=None, function=None):
        kept = {}
        observation = observer.observe_values(
            self.context,
            args,
            kwargs,
            tree=tree,
            function=function,
            keep=kept,
            caller=SHAPES[step.get("shape", "plain")],
            seed=step.get("seed", 0),
        )
        if observation["out"] == "returns":
            self.slots[step.get("slot", "a")] = kept
        else:
            self.slots.pop(step.get("slot", "a"), None)
        return observation

    def do_again(self, step):
        kept = self.slot(step)
        return self.observe(step, kept["args"], kept["kwargs"])

    def do_repeat(self, step):
        """Digests of what is compared of each call; messages are information, other globals a private matter."""
        calls, found = step["calls"], []
        for i in range(step["times"]):
            observation = self.do_call({"call": calls[i % len(calls)]})
            for part in ("cpu_s", "hits", "sum", "warnings"):
                observation.pop(part, None)
            if "exc" in observation:
                observation["exc"] = observation["exc"]["type"]
            changed = observation.pop("globals", {})
            observation["globals"] = {n: tree for n, tree in changed.items() if n in step.get("globals", ())}
            found.append(codec.digest(codec.dumps(observation))[:12])
        return {"digests": found}

    def do_call_result(self, step):
        """Call the result, or one of the functions in it."""
        value = self.slot(step)["value"]
        if "item" in step:
            items = list(value.values()) if type(value) is dict else value
            if type(items) not in (list, tuple) or not -len(items) <= step["item"] < len(items):
                raise Skipped("no such item")
            value = items[step["item"]]
        plain = isinstance(value, (types.FunctionType, types.MethodType, types.BuiltinFunctionType))
        if not plain and not (codec.is_python_class(type(value)) and callable(value)):
            raise Skipped("the result is not callable")
        args = [self.context.decode(tree) for tree in step.get("args", [])]
        return self.observe(dict(step, slot="result of " + step.get("slot", "a")), args, {}, function=value)

    # -- what calls share ---------------------------------------------------------------------------------------

    def look(self, kept):
        context, memo = self.context, codec.Memo()
        value = codec.encode(kept["value"], module_name=context.module_name, cap=context.cap, memo=memo, drain=0)
        args = codec.encode_call(
            kept["args"],
            kept["kwargs"],
            module_name=context.module_name,
            cap=context.cap,
            memo=memo,
            drain=0,
        )
        trees = {
            name: observer.watched_tree(vars(context.module).get(name), context.module_name) for name in context.watch
        }
        return {"value": value, "args": args, "globals": trees}

    def do_reset(self, step):
        self.slots.clear()
        self.lazy.clear()
        return {}

    def do_look(self, step):
        return self.look(self.slot(step))

    def do_mutate_result(self, step):
        kept = self.slot(step)
        parts = mutate.mutables(kept["value"])
        if step.get("at", 0) >= len(parts) or not mutate.change(parts[step.get("at", 0)]):
            raise Skipped("nothing to change")
        return self.look(kept)

    def do_mutate_args(self, step):
        kept = self.slot(step)
        parts = mutate.mutables([*kept["args"], *kept["kwargs"].values()])[1:]
        if step.get("at", 0) >= len(parts) or not mutate.change(parts[step.get("at", 0)]):
            raise Skipped("nothing to change")
        return self.look(kept)

    def do_change_global(self, step):
        names = vars(self.context.module)
        if step["name"] not in names:
            raise Skipped("no such global")
        value = names[step["name"]]
        parts = [part for part in mutate.mutables(value) if not isinstance(part, type)]
        if parts:
            at = min(step.get("at", 0), len(parts) - 1)
            if not any(map(_change_member, parts[at:])) and not mutate.change(parts[at]):
                raise Skipped("cannot be changed")
        else:
            other = mutate.another(value)
            if other is value:
                raise Skipped("no other value known")
            names[step["name"]] = other
        return {"changed": step["name"]}

    def do_release(self, step):
        kept = self.slot(step)
        self.slots.pop(step.get("slot", "a"))
        self.context.begin((), {}, None)
        parts = mutate.mutables([kept.pop("value"), *kept.pop("args"), *kept.pop("kwargs").values()])[1:]
        references = []
        for part in parts:
            try:
                references.append(None if reshaped.stands_for_list(part) else weakref.ref(part))
            except TypeError:
                references.append(None)
        if not any(references):
            raise Skipped("no object takes a weak reference")
        part = parts = kept = None
        gc.collect()
        return {"alive": [None if r is None else r() is not None for r in references]}

    def do_locks(self, step):
        names, kinds = (
            vars(self.context.module),
            {type(_thread.allocate_lock()): {}, _thread.RLock: {"reentrant": True}},
        )
        found = [(name, kinds[type(value)]) for name, value in list(names.items()) if type(value) in kinds]
        if not found:
            raise Skipped("no global lock")
        for name, spec in sorted(found):
            names[name] = callbacks.make(self.context, "lock", spec)
        return {"locks": sorted(name for name, _ in found)}

    # -- lazy results -------------------------------------------------------------------------------------------

    def do_start(self, step):
        context = self.context
        args, kwargs = context.decode_call(step["call"])
        context.begin(args, kwargs, step["call"])
        try:
            value = context.function()(*args, **kwargs)
        except Exception as error:  # the edge of the child: whatever user code raises is the observation
            return {"out": "raises", "exc": drive.exception(error, context)}
        manager = callable(getattr(type(value), "__enter__", None))
        if not (drive.is_lazy(value) or manager) or type(value) is types.AsyncGeneratorType:
            raise Skipped("the result is not lazy")
        self.lazy[step.get("slot", "a")] = value
        self.slots[step.get("slot", "a")] = {"value": None, "args": args, "kwargs": kwargs}
        return {"seen": context.look()}

    def advance(self, step, method, *values):
        value = self.lazy.get(step.get("slot", "a"))
        function = getattr(type(value), method, None)
        if value is None or function is None:
            raise Skipped("no lazy result")
        kept = self.slots[step.get("slot", "a")]
        self.context.current_args = [*kept["args"], *kept["kwargs"].values()]
        found = {"yields": []}
        for _ in range(step.get("count", 1)):
            try:
                item = function(value, *values)
            except StopIteration as stop:
                found["return"] = self.context.encode(stop.value)
                break
            except BaseException as error:  # the edge of the child: whatever user code raises is the observation
                found["exc"] = drive.exception(error, self.context)
                break
            found["yields"].append(codec.encode(item, module_name=self.context.module_name, drain=0))
            kept["value"] = item
        found["seen"] = self.context.look()
        return found

    def do_next(self, step):
        return self.advance(step, "__next__")

    def do_send(self, step):
        return self.advance(step, "send", step.get("value"))

    def do_throw(self, step):
        return self.advance(step, "throw", getattr(builtins, step.get("exc", "ValueError"))("thrown in"))

    def do_close(self, step):
        return self.advance(dict(step, count=1), "close")

    def do_enter(self, step):
        """Enter the slot's context manager."""
        return self.advance(dict(step, count=1), "__enter__")

    def do_leave(self, step):
        """Leave it by an exception; whether that was swallowed is what it yields."""
        error = getattr(builtins, step.get("exc", "KeyError"))("inside")
        return self.advance(dict(step, count=1), "__exit__", type(error), error, None)

    # -- what can be done with a result -------------------------------------------------------------------------

    def do_probe(self, step):
        first, second = self.slot(step), self.slots.get(step.get("other", "b"))
        value, other = first["value"], (second or first).get("value")
        if not any(codec.is_python_class(type(part)) for part in [value, *mutate.mutables(value)]):
            raise Skipped("no instance of a class of the program")
        parts = [part for part in [value, *mutate.mutables(value)] if codec.is_python_class(type(part))]
        import pickle

        context = self.context
        probes = {
            "bases": lambda x: [context.class_name(cls) for cls in type(x).__mro__],
            "equal": lambda x: x == other,
            "equal to itself": lambda x: x == x,
            "unequal": lambda x: x != other,
            "equal to a copy": lambda x: x == copy.copy(x),
            "hashable": lambda x: hash(x) == hash(x),
            "hash of a copy": lambda x: hash(copy.copy(x)) == hash(x),
            "truth": bool,
            "length": len,
            "text": lambda x: str(x) if type(x).__str__ is not object.__str__ or _own(type(x), "__repr__") else "",
            "items": lambda x: list(x)[:50],
            "less": lambda x: x < other,
            "copy": copy.copy,
            "deep copy": copy.deepcopy,
            "pickle": lambda x: pickle.loads(pickle.dumps(x)),
            "weak": lambda x: weakref.ref(x)() is x,
            "attributes": lambda x: sorted(n for n in dir(x) if not n.startswith("_")),
            "new attribute": _takes_attribute,
        }
        found = {}
        for name, probe in probes.items():
            try:
                found[name] = context.encode(probe(parts[0]))
            except Exception as error:  # the edge of the child: special methods are user code
                found[name] = drive.exception(error, context)["type"]
        return {"probes": found}

    def do_members(self, step):
        """What the public members of an instance give: read, read again after a change, called without arguments."""
        value = self.slot(step)["value"]
        parts = [part for part in [value, *mutate.mutables(value)] if codec.is_python_class(type(part))]
        if not parts:
            raise Skipped("no instance of a class of the program")
        thing, found = parts[0], {}
        for name in _public(thing):
            found[name] = self.member(thing, name)
            for part in mutate.mutables(self.read(thing, name)):
                if mutate.change(part):
                    found[name + ", its value changed"] = self.member(thing, name)
                    break
        for name in sorted(vars(thing)) if hasattr(thing, "__dict__") else ():
            other = mutate.another(vars(thing)[name])
            if not name.startswith("_") and other is not vars(thing)[name]:
                try:
                    setattr(thing, name, other)
                except Exception as error:  # the edge of the child: setting may be user code
                    found[name + " set"] = drive.exception(error, self.context)["type"]
                    continue
                for shown in _public(thing):
                    found[shown + " with another " + name] = self.member(thing, shown)
        return {"probes": found}

    def read(self, thing, name):
        try:
            value = getattr(thing, name)
            return value() if _takes_nothing(value) else value
        except Exception:  # the edge of the child: what a member raises is told by ``member``
            return None

    def member(self, thing, name):
        try:
            value = getattr(thing, name)
            if callable(value):
                if not _takes_nothing(value):
                    return "takes arguments"
                value = value()
            return self.context.encode(value)
        except Exception as error:  # the edge of the child: members are user code
            return drive.exception(error, self.context)["type"]

    # -- threads ------------------------------------------------------------------------------------------------

    def do_threads(self, step):
        # A process that has it imported renews its locks in every fork, which costs a seventh of an evaluation.
        import threading

        context = self.context
        args, kwargs = context.decode_call(step["call"])
        context.begin(args, kwargs, step["call"])
        results, count = [], step.get("count", 3)
        ready = threading.Barrier(count)

        def work():
            ready.wait(5)
            try:
                found = context.encode(context.function()(*args, **kwargs))
            except Exception as error:  # the edge of the child: whatever user code raises is the observation
                found = drive.exception(error, context)["type"]
            results.append(codec.dumps(found))

        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        workers = [threading.Thread(target=work, daemon=True) for _ in range(count)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(2.0)
        sys.setswitchinterval(interval)
        if any(worker.is_alive() for worker in workers):
            return {"stuck": sum(worker.is_alive() for worker in workers)}
        return {"results": sorted(results), "args": codec.encode_call(args, kwargs, module_name=context.module_name)}

    # -- surroundings -------------------------------------------------------------------------------------------

    def do_time_zone(self, step):
        os.environ["TZ"] = step["name"]
        time.tzset()
        return {"set": step["name"]}

    def do_decimal(self, step):
        context = decimal.getcontext()
        context.prec = step.get("prec", context.prec)
        context.rounding = step.get("rounding", context.rounding)
        return {"set": step}

    def do_environment(self, step):
        os.environ.update(step["values"])
        return {"set": step["values"]}

    def do_directory(self, step):
        try:
            os.chdir(step["path"])
        except OSError:
            raise Skipped("no such folder") from None
        return {"set": step["path"]}

    def do_recursion_limit(self, step):
        sys.setrecursionlimit(step["limit"])
        return {"set": step["limit"]}

    def do_locale(self, step):
        try:
            locale.setlocale(locale.LC_ALL, step["name"])
        except locale.Error:
            raise Skipped("no such locale") from None
        return {"set": step["name"]}


def _own(cls, name):
    return any(name in vars(base) for base in cls.__mro__ if codec.is_python_class(base))


def _public(thing):
    """Names of the attributes of an instance, and of what its own classes define."""
    names = set(vars(thing)) if hasattr(thing, "__dict__") else set()
    for cls in type(thing).__mro__:
        if codec.is_python_class(cls):
            names.update(vars(cls))
    return sorted(name for name in names if isinstance(name, str) and not name.startswith("_"))[:_MOST_MEMBERS]


def _takes_nothing(value):
    """Whether a value is a method that can be called without arguments."""
    function = getattr(value, "__func__", None)
    code = getattr(function, "__code__", None)
    if code is None or getattr(value, "__self__", None) is None:
        return False
    defaults = len(function.__defaults__ or ())
    required = code.co_argcount - defaults - 1
    return required <= 0 and code.co_kwonlyargcount == len(function.__kwdefaults__ or ())


def _takes_attribute(obj):
    obj.hasten_probe = 1
    return "taken"


def _change_member(part):
    """Change a value inside a dict or list rather than its length: a setting that gets another value."""
    if type(part) is dict:
        for key, value in part.items():
            other = mutate.another(value)
            if other is not value:
                part[key] = other
                return True
    if type(part) is list and part:
        other = mutate.another(part[0])
        if other is not part[0]:
            part[0] = other
            return True
    return False


# -- stacks below the call ------------------------------------------------------------------------------------------


def _in_thread(function, args, kwargs):
    import threading

    outcome = []

    def work():
        try:
            outcome.append((True, observer.call(function, args, kwargs)))
        except BaseException as error:  # the edge of the child: handed on to the thread that asked
            outcome.append((False, error))

    size = threading.stack_size()
    threading.stack_size(_STACK_BYTES)
    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    threading.stack_size(size)
    worker.join()
    returned, value = outcome[0]
    if not returned:
        raise value
    return value


def _deep(function, args, kwargs, frames=DEEP_FRAMES):
    return _deep(function, args, kwargs, frames - 1) if frames else function(*args, **kwargs)


def _as_test():
    names = {}
    text = (
        "class TestCase:\n    def test_call(self, function, args, kwargs):\n        return function(*args, **kwargs)\n"
    )
    exec(compile(text, "/tests/test_module.py", "exec"), names)
    return names["TestCase"]().test_call


SHAPES = {"plain": observer.call, "thread": _in_thread, "deep": _deep, "test": _as_test()}
