"""One call and everything that can be seen of it; the form of an observation is in docs/explanation/architecture.md."""

from __future__ import annotations

import builtins
import functools
import operator
import time
import types
import warnings
import zlib

from . import callbacks, codec, drive, loader, module_state, process_state, reach, reshaped, state_put, streams
from .weight import weigh

__builtins__ = dict(vars(builtins))

#: Cap of each encoded value, in leaves, without and with ``detail``.
CAP, DETAIL_CAP = 4096, 200_000
#: A global of more values than this (``weight``) is watched by identity and length only: writing it down takes some
#: milliseconds. Never the time that it took: one side of a comparison would stop looking earlier than the other.
WATCH_MOST = 5000
#: A shorter text is of a small value, or of one that a digest stands for; it is not weighed.
_SHORT_TEXT = 4000

_process_time = time.process_time
_ORIGINALS = None
_IMMUTABLE = (int, float, complex, bool, str, bytes, type(None), range)
_MISSING = object()


def baseline():
    """Record the library's functions as they are; called once, before user code is imported."""
    global _ORIGINALS
    _ORIGINALS = reach.Originals()


class Context:
    """What one worker knows of the module under test.

    Args:
        module: The loaded module.
        module_name: Name under which it was loaded; its classes are written ``$:name``.
        entry: Qualified name of the function under test.
        watch: Module globals to compare before and after each call, places of other modules (``pkg.tables:LOG``) too;
            empty: those that the function's code names.
        detail: Write values out as far as the larger cap.
        hits: Branch counters of an instrumented module.
    """

    def __init__(self, module, module_name, entry, watch, detail=False, hits=None):
        self.module = module
        self.module_name = module_name
        self.entry = entry
        self.cap = DETAIL_CAP if detail else CAP
        self.hits = hits
        self.zeros = [0] * len(hits) if hits is not None else None
        self.namespace = codec.names_for(module)
        self.watch = list(watch) if watch else watched_names(module, entry)
        self.reach = reach.Reach(getattr(module, "__file__", "") or "")
        self.streams = None
        self.last_state = None
        self.calls = 0
        self._patched = None
        self.remake = None
        self.state = state_put.State({}, module, self.decode)
        self._texts = {}
        self._shallow = set()
        self._large = set()
        self.begin((), {}, None)

    # -- the call that is being observed ------------------------------------------------------------------------

    def begin(self, args, kwargs, tree):
        """Forget the last call."""
        self.current_args = list(args) + list(kwargs.values())
        self.current_tree = tree
        self.log = []
        self.log_count = 0
        self.reentered = False
        if tree is None:
            self.tracked = []
            self.callbacks = 0

    def put(self, state):
        """Give the modules what they held when the calls were recorded (``state_put.State``)."""
        self.state = state_put.State(state, self.module, self.decode)
        self.state.begin()

    def function(self):
        """The function under test as the module defines it now."""
        return loader.find(self.module, self.entry)

    def decode_call(self, tree, *, followed=True):
        """Fresh arguments of a call; its iterators and call-backs are watched from now on.

        ``followed``: see ``reshaped.given``.
        """
        self.tracked = []
        self.callbacks = 0
        return codec.decode_call(
            tree,
            self.namespace,
            remake=self.remake,
            make_callback=functools.partial(callbacks.make, self),
            track=self.tracked,
            followed=followed,
        )

    def decode(self, tree):
        """The value of one tree."""
        return codec.decode(
            tree,
            self.namespace,
            remake=self.remake,
            make_callback=functools.partial(callbacks.make, self),
            track=self.tracked,
        )

    def encode(self, value):
        """The tree of a value that stands alone."""
        return codec.encode(value, module_name=self.module_name, cap=self.cap)

    def class_name(self, cls):
        """Name of a class as it crosses the wire."""
        return codec.class_name(cls, self.module_name)

    def patched(self):
        """Names of replaced library functions; looked for at the first calls, and then at every eighth."""
        if _ORIGINALS is not None and (self.calls <= 3 or self.calls % 8 == 0):
            self._patched = _ORIGINALS.replaced()
        return self._patched

    # -- what call-backs and lazy results can see ---------------------------------------------------------------

    def next_callback(self):
        """Number of the next call-back of this call."""
        self.callbacks += 1
        return self.callbacks - 1

    def log_call(self, entry):
        """Log one call of a call-back, with how far the inputs had been read by then."""
        self.log_count += 1
        if self.log_count <= callbacks.MOST_LOGGED:
            taken = self.taken()
            if taken:
                entry.append(taken)
            self.log.append(entry)

    def taken(self):
        """How many items were taken from each input iterator so far."""
        return [count() for _, count in self.tracked]

    def look_at_args(self):
        """Digest of the arguments as they are now; iterators are left alone."""
        if not self.current_args:
            return ""
        memo = codec.Memo()
        trees = [
            codec.encode(arg, module_name=self.module_name, cap=512, memo=memo, drain=0) for arg in self.current_args
        ]
        return codec.digest(codec.dumps(trees))[:16]

    def look_at_shared(self):
        """Digest of the arguments and the watched globals."""
        return codec.digest(self.look_at_args() + codec.dumps(sorted(self.globals().items())))[:16]

    def look(self):
        """What can be seen between two items of a lazy result."""
        return [self.look_at_args(), self.taken(), self.log_count]

    def reenter(self):
        """Digest of the result of calling the function under test from within itself, once."""
        if self.reentered or self.current_tree is None:
            return ""
        self.reentered = True
        saved = self.tracked, self.callbacks, self.current_args, self.log, self.log_count
        try:
            args, kwargs = self.decode_call(self.current_tree)
            self.log, self.log_count = [], 0
            return codec.digest(codec.dumps(self.encode(self.function()(*args, **kwargs))))
        finally:
            self.tracked, self.callbacks, self.current_args, self.log, self.log_count = saved

    # -- globals ------------------------------------------------------------------------------------------------

    def globals_before(self):
        """Text of each watched global before a call; what was too large the last time is looked at less closely.

        Only here: were it to change between the two looks of one call, the two texts would differ for that alone.
        """
        self._shallow |= self._large
        return self.globals()

    def globals(self):
        """Text of each watched global."""
        return {name: self._global_text(name) for name in self.watch}

    def _global_text(self, name):
        value = self._watched(name)
        if type(value) in _IMMUTABLE:
            known = self._texts.get(name)
            if known is not None and known[0] is value:
                return known[1]
        if name in self._shallow:
            return "%s %d %d" % (codec.class_name(type(value)), id(value), operator.length_hint(value, -1))
        text = codec.dumps(watched_tree(value, self.module_name))
        if len(text) > _SHORT_TEXT and weigh(value, WATCH_MOST + 1) > WATCH_MOST:
            self._large.add(name)
        self._texts[name] = (value, text)
        return text

    def global_trees(self, before, after):
        """Trees of the watched globals whose text changed."""
        return {
            name: watched_tree(self._watched(name), self.module_name)
            for name in self.watch
            if before[name] != after[name]
        }

    def _watched(self, name):
        if ":" not in name:
            return vars(self.module).get(name, _MISSING)
        try:
            return state_put.look(name, self.module)
        except (AttributeError, KeyError, TypeError):
            return _MISSING


def watched_tree(value, module_name):
    """The tree of a global: data as it is, of a class its data attributes, of a function its attributes."""
    if value is _MISSING:
        return ["?", "missing", ""]
    if isinstance(value, type):
        parts = {
            name: codec.encode(part, module_name=module_name, cap=1024, drain=0)
            for name, part in vars(value).items()
            if not name.startswith("__") and _is_data(part)
        }
        return ["o", codec.class_name(value, module_name), dict(sorted(parts.items()))]
    if isinstance(value, types.FunctionType):
        parts = {
            name: codec.encode(part, module_name=module_name, cap=1024, drain=0)
            for name, part in vars(value).items()
            if not name.startswith("__") and _is_data(part)
        }
        return ["o", "builtins:function", dict(sorted(parts.items()))]
    return codec.encode(value, module_name=module_name, cap=CAP, drain=0)


def _is_data(value):
    return not isinstance(
        value,
        (
            types.FunctionType,
            types.BuiltinFunctionType,
            classmethod,
            staticmethod,
            property,
            types.ModuleType,
            type,
            types.MemberDescriptorType,
            types.GetSetDescriptorType,
            functools.partial,
        ),
    )


def watched_names(module, entry):
    """Globals of the module that the function's code names, itself or through the module's functions and classes."""
    names = vars(module)
    root = names.get(entry.split(".")[0])
    todo, seen, found = [root], set(), set()
    while todo:
        value = todo.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        for code in _codes(value, module.__name__):
            for name in module_state.names_of(code):
                if name not in names or name.startswith("__"):
                    continue
                part = names[name]
                if isinstance(part, (types.FunctionType, type)) and part.__module__ == module.__name__:
                    todo.append(part)
                    found.add(name)
                elif _is_data(part) and not callable(part):
                    found.add(name)
    return sorted(found)


def _codes(value, module_name):
    value = getattr(value, "__wrapped__", value)
    if isinstance(value, types.FunctionType):
        return [value.__code__]
    if isinstance(value, type) and value.__module__ == module_name:
        return [part.__code__ for part in map(_unwrapped, vars(value).values()) if isinstance(part, types.FunctionType)]
    return []


def _unwrapped(part):
    return getattr(part, "fget", None) or getattr(part, "__func__", part)


# -- observing ----------------------------------------------------------------------------------------------------


def call(function, args, kwargs):
    """Call, from a frame that says nothing of where it comes from."""
    return function(*args, **kwargs)


def observe_call(context, call_tree):
    """Observe one call given as a tree."""
    try:
        context.state.before(call_tree)()
        args, kwargs = context.decode_call(call_tree)
    except Exception as error:  # the edge of the child: values are rebuilt by code of the module under test
        return {"out": "undecodable", "exc": drive.exception(error, context)}
    return observe_values(context, args, kwargs, tree=call_tree)


def observe_values(context, args, kwargs, *, tree=None, caller=call, function=None, keep=None, seed=0):
    """Observe one call with these argument objects.

    Args:
        caller: Calls the function; scenarios use others to change the stack below it.
        function: What is called; by default the function under test.
        seed: Chooses the random sequence that the call sees.
        keep: A dict that receives the ``value``, ``args`` and ``kwargs`` themselves.
    """
    context.begin(args, kwargs, tree)
    if context.streams is None:
        context.streams = streams.Streams()
        warnings.simplefilter("always")
    function = context.function() if function is None else function
    before_globals = context.globals_before()
    before_random = process_state.seed_randomness(seed + _seed_of(tree))
    warned = []
    show = warnings.showwarning
    warnings.showwarning = _recorder(warned, context)
    if context.streams.begin():
        context.last_state = None
    # Nothing runs between two calls, so the state after one is the state before the next; scenarios say otherwise.
    before = context.last_state or process_state.snapshot()
    context.calls += 1
    observation = {"out": "returns"}
    if context.hits is not None:
        context.hits[:] = context.zeros
    value, lazy, held = None, None, None
    context.reach.begin()
    started = _process_time()
    try:
        value = caller(function, args, kwargs)
        if type(value) is types.CoroutineType:
            value = drive.await_result(value)
        if drive.is_lazy(value):
            lazy, held = drive.drive(value, context)
    except SystemExit as error:
        observation.update(out="exit", exc=drive.exception(error, context))
    except BaseException as error:  # the edge of the child: whatever the function raises is the observation
        observation.update(out="raises", exc=drive.exception(error, context))
    observation["cpu_s"] = _process_time() - started
    context.reach.end()
    if context.hits is not None:
        observation["hits"] = [[k, n] for k, n in enumerate(context.hits) if n]
    after = context.last_state = process_state.snapshot()
    for part in (value, *args, *kwargs.values()):
        # What the call itself has made of a list in the recorded version is followed from here on.
        reshaped.given(part, followed=True)
    _encode_values(context, observation, value, lazy, held, args, kwargs)
    out, err = context.streams.end()
    warnings.showwarning = show
    after_globals = context.globals()
    found = {
        "stdout": out,
        "stderr": err,
        "warnings": warned,
        "files": context.reach.files(),
        "reach": sorted(context.reach.events),
        "state": process_state.changes(before, after),
        "random": process_state.randomness(before_random),
        "globals": context.global_trees(before_globals, after_globals) if before_globals != after_globals else None,
        "patched": context.patched(),
    }
    observation.update((key, part) for key, part in found.items() if part)
    if context.log:
        observation["calls"] = context.log
        observation["n_calls"] = context.log_count
    observation["sum"] = summary(observation)
    if keep is not None:
        keep.update(value=value, args=args, kwargs=kwargs)
    return observation


def _seed_of(tree):
    """Each call sees a random sequence of its own, and the same one whenever it is made again."""
    return zlib.crc32(codec.dumps(tree).encode()) & 0xF if tree is not None else 0


def summary(observation):
    """Digest of everything in an observation that is compared: equal digests spare the parent the walk."""
    text = codec.dumps({key: part for key, part in observation.items() if key not in ("cpu_s", "hits")})
    return codec.digest(text)[:24]


def _encode_values(context, observation, value, lazy, held, args, kwargs):
    """The value and, in one numbering with it, the arguments."""
    memo = codec.Memo()
    if observation["out"] == "returns":
        if lazy is None:
            tree = codec.encode(value, module_name=context.module_name, cap=context.cap, memo=memo)
        else:
            lazy["held"] = codec.encode(held, module_name=context.module_name, cap=context.cap, memo=memo)
            tree = lazy
        observation["value"] = tree
    observation["args"] = codec.encode_call(
        args,
        kwargs,
        module_name=context.module_name,
        cap=context.cap,
        memo=memo,
    )


def _recorder(warned, context):
    def record(message, category, filename, lineno, file=None, line=None):
        # ResourceWarning comes when the collector runs, not when the function does something.
        if len(warned) < 50 and category is not ResourceWarning:
            entry = [context.class_name(category), str(message)[:200]]
            if entry not in warned:
                warned.append(entry)

    return record
