"""Timed samples: prepare copies, tell the parent, run, tell the parent. The clock is the parent's."""

import copy
import copyreg
import gc
import itertools
import operator
import resource
import types

from . import describe, drive, loader, wire

_ATOMS = frozenset([int, float, str, bytes, bool, type(None), complex, type, range, types.FunctionType])
_CONTAINERS = frozenset([list, tuple, dict])
#: Flag of a class that Python code defines.
_HEAP_TYPE = 1 << 9
#: A small container may hold lazy results; a large one is data, and looking through it would cost time.
_MOST_LAZY_MEMBERS = 16
#: Items taken at most from a lazy result, so that an endless one does not fill the memory.
_MOST_ITEMS = 1000000


def fresh_copy(value, memo=None):
    """A deep copy; quick where containers of the built-in kinds hold immutable atoms, aliasing kept."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if memo is None:
        memo = {}
    found = memo.get(id(value))
    if found is not None:
        return found
    if kind is list:
        if _fixed(value):
            found = value[:]
        else:
            memo[id(value)] = found = []
            found.extend([fresh_copy(item, memo) for item in value])
    elif kind is dict:
        if _fixed(value):
            if _ATOMS.issuperset(map(type, value.values())):
                found = value.copy()
            else:
                memo[id(value)] = found = {}
                for key, item in value.items():
                    found[key] = fresh_copy(item, memo)
    elif kind is tuple:
        if _ATOMS.issuperset(map(type, value)):
            found = value
        else:
            found = tuple([fresh_copy(item, memo) for item in value])
    elif (kind is set or kind is frozenset) and _fixed(value):
        found = kind(value)
    elif _is_known(kind):
        if _KINDS[kind] is tuple:
            # A named tuple: nothing can be put into it, so that one of atoms serves as its own copy.
            if _ATOMS.issuperset(map(type, value)):
                found = value
            else:
                found = tuple.__new__(kind, [fresh_copy(item, memo) for item in value])
        else:
            # As deepcopy does it: an empty instance first, which what it holds may lead back to.
            memo[id(value)] = found = object.__new__(kind)
            held = value.__dict__
            if _ATOMS.issuperset(map(type, held.values())):
                found.__dict__.update(held)
            else:
                found.__dict__.update([(name, fresh_copy(item, memo)) for name, item in held.items()])
    if found is None:
        return copy.deepcopy(value, memo)
    memo[id(value)] = found
    return found


#: By class, how ``fresh_copy`` takes instances: as a ``tuple``, as a plain ``object``, or None: as deepcopy does.
_KINDS = {}


#: What a class says of how it is copied, or of how its instances keep what they hold.
_SPECIAL = frozenset([
    "__copy__", "__deepcopy__", "__getattr__", "__getattribute__", "__getstate__", "__reduce__", "__reduce_ex__",
    "__setattr__", "__setstate__",
])  # fmt: skip


def _is_known(kind):
    """Whether copying an instance of a class is nothing but copying its members; each class is looked at once."""
    if kind not in _KINDS:
        _KINDS[kind] = _kind_of(kind)
    return _KINDS[kind] is not None


def _kind_of(kind):
    own = [base for base in kind.__mro__ if base is not object and base is not tuple]
    if type(kind) is not type or kind in copyreg.dispatch_table or any(_SPECIAL & vars(base).keys() for base in own):
        return None
    if issubclass(kind, tuple):
        bare = all("__slots__" in vars(base) and not vars(base)["__slots__"] for base in own)
        return tuple if bare and hasattr(kind, "_fields") else None
    plain = all(base.__flags__ & _HEAP_TYPE and "__slots__" not in vars(base) for base in own)
    return object if plain and own and kind.__new__ is object.__new__ and kind.__dictoffset__ else None


def _fixed(items):
    """Whether all items are atoms, or tuples of atoms, named ones too."""
    kinds = set(map(type, items)) - _ATOMS
    for kind in kinds:
        if kind is not tuple and not (_is_known(kind) and _KINDS[kind] is tuple):
            return False
    if not kinds:
        return True
    tuples = [item for item in items if type(item) not in _ATOMS]
    return _ATOMS.issuperset(map(type, itertools.chain.from_iterable(tuples)))


def copied(args, kwargs):
    """Copies of a whole call; aliasing between arguments is kept."""
    memo = {}
    return [fresh_copy(a, memo) for a in args], {k: fresh_copy(v, memo) for k, v in kwargs.items()}


def kind(function):
    """``function``, ``generator``, ``coroutine`` or ``async_generator``."""
    return describe.kind_of(function)


def _run_awaitable(awaitable):
    # The zygote has it imported where the program is asynchronous; others do not pay for it.
    import asyncio

    return asyncio.run(awaitable)


def consume(function, args, kwargs, how):
    """One whole call: what is lazy is exhausted, what is awaited is run."""
    if how == "function":
        return function(*args, **kwargs)
    if how == "generator":
        return list(function(*args, **kwargs))
    if how == "coroutine":
        return _run_awaitable(function(*args, **kwargs))

    async def gather():
        return [item async for item in function(*args, **kwargs)]

    return _run_awaitable(gather())


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


def _run_drained(function, calls):
    """The timed loop for lazy results: each is run to its end, so that work cannot be put off past the clock."""
    result = None
    for args, kwargs in calls:
        result = drained(function(*args, **kwargs))
    return result


def drained(result, depth=0):
    """The result with what is lazy in it run to its end, down to lazy members of a small tuple, list or dictionary."""
    kind = type(result)
    if kind in _CONTAINERS:
        if depth >= 2 or len(result) > _MOST_LAZY_MEMBERS:
            return result
        members = list(result.values() if kind is dict else result)
        found = [drained(item, depth + 1) for item in members]
        if all(map(operator.is_, found, members)):
            return result
        return dict(zip(result, found)) if kind is dict else kind(found)
    if kind in _ATOMS:
        return result
    if drive.is_lazy(result):
        if kind is types.CoroutineType:
            return _run_awaitable(_awaited(result))
        if kind is types.AsyncGeneratorType:
            return _run_awaitable(_gathered(result))
        if hasattr(kind, "__next__"):
            return list(itertools.islice(result, _MOST_ITEMS))
    return result


async def _awaited(coroutine):
    return await coroutine


async def _gathered(generator):
    found = []
    async for item in generator:
        found.append(item)
        if len(found) >= _MOST_ITEMS:
            break
    return found


class Sampler:
    """Runs batches of one call of the workload on request.

    A result that is a lazy iterator is drained inside the timed part, so that work cannot be put off past the clock.
    """

    def __init__(self, module, entry, decode, calls, sock, state):
        self.function = loader.find(module, entry)
        self.how = kind(self.function)
        self.raises = False
        self.events = None
        self.decode = decode
        self.calls = calls
        self.sock = sock
        self.state = state
        self.decoded = {}
        self.last = None
        self.spent = None

    def _fresh(self, index):
        if _has_made(self.calls[index]):
            return self.decode(self.calls[index], followed=False)
        return copied(*self._kept(index))

    def _kept(self, index):
        """The decoded arguments themselves, for functions that leave large ones as they are."""
        if index not in self.decoded:
            self.decoded[index] = self.decode(self.calls[index], followed=False)
        args, kwargs = self.decoded[index]
        return list(args), kwargs

    def prepare(self):
        """Decode all calls that can be copied, so that doing so later does not look like memory of a call."""
        for index in range(len(self.calls)):
            self._fresh(index)
        self._loop([])

    def release(self):
        """Let go of what the last call gave and was given."""
        self.last = self.spent = None

    def forked(self, sock):
        """After a fork: answer elsewhere, and share nothing that belonged to the other process."""
        self.sock = sock
        self.events = None

    def warm(self, index, times):
        """Untimed calls, so that caches of the interpreter and the processor are warm.

        Says whether the arguments are as they were, so that a large one need not be copied for every call of a batch.
        """
        unchanged = True
        for _ in range(times):
            args, kwargs = self._fresh(index)
            self.state.before(self.calls[index])()
            try:
                self.last = self._noted(consume(self.function, args, kwargs, self.how))
            except BaseException as error:  # the edge of the child process: a call that raises is timed too
                self.last = self._raised(error)
            unchanged = unchanged and self._as_it_was(index, args, kwargs)
        return {"warm": times, "unchanged": unchanged}

    def _as_it_was(self, index, args, kwargs):
        if index not in self.decoded:
            return False
        before, named = self.decoded[index]
        try:
            return all(map(_equal, args, before)) and all(_equal(kwargs[name], named[name]) for name in named)
        except Exception:  # an argument's own comparison may raise anything
            return False

    def _raised(self, error):
        self.raises = True
        return ("raised", type(error).__name__)

    def _noted(self, result):
        """The result of a plain function, drained; one that was lazy makes every later call drain its own."""
        if self.how != "function":
            return result
        found = drained(result)
        if found is not result:
            self.how = "lazy"
        return found

    def sample(self, indices, reps, gc_on, most_copies):
        """Prepare passes over the calls, wait for the parent's go, run them, report faults and helpers.

        At most ``most_copies`` of the ``reps`` passes get arguments of their own (0: none). No calls at all is an empty
        sample: it costs what the protocol costs. After the end has been reported nothing is computed, not even freed,
        until the parent has read the clock; a second mark follows at once, so that it sees whether anything was.
        The arguments are freed when the next sample is prepared: large ones take longer than the parent lets pass.
        """
        self.release()
        if most_copies:
            own = [self._fresh(index) for _ in range(min(reps, most_copies)) for index in indices]
        else:
            own = [self._kept(index) for index in indices]
        prepared = list(itertools.islice(itertools.cycle(own), reps * len(indices)))
        run, prepared = self._loop(prepared)
        keywords = run is _run_keywords
        if self.state.variants:
            run = _each_in_its_state(run, self._states(indices, len(prepared)))
        plain = self.how == "function" and bool(indices)
        if gc_on:
            gc.collect()
            gc.enable()
        else:
            gc.disable()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        wire.send(self.sock, {"ready": True})
        if self.sock.recv(1) != b"g":
            return {"given_up": True}
        try:
            result = run(self.function, prepared)
            if plain:
                held, result = result, self._noted(result)
                if held is not result and len(prepared) > 1:
                    # The calls before the last one put off their work; this once they are all made again and drained.
                    pairs = [one if keywords else (one, {}) for one in prepared]
                    result = _run_drained(self.function, pairs)
        except BaseException as error:  # the edge of the child process: a call that raises is timed too
            result = self._raised(error)
        self.sock.sendall(b"d")
        if self.sock.recv(1) != b"r":
            return {"given_up": True}
        self.sock.sendall(b"e")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        gc.enable()
        if indices:
            self.last = result
        self.spent = own, prepared
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {"faults": after - before, "children_s": children.ru_utime + children.ru_stime}

    def _states(self, indices, total):
        """What puts the state of each call of a sample."""
        found, lasting = [], {}
        for index in itertools.islice(itertools.cycle(indices), total):
            call = self.calls[index]
            before = lasting.get(index) or self.state.before(call)
            if self.state.lasting(call):
                lasting[index] = before
            found.append(before)
        return found

    def _loop(self, prepared):
        """The timed loop for this kind of function, and the calls in the form that it takes."""
        if self.how == "coroutine":
            if self.events is None:
                import asyncio

                self.events = asyncio.new_event_loop()
            run = _awaiting(self.events)
        elif self.how != "function":
            run = _run_drained
        elif self.raises or any(kwargs for _, kwargs in prepared):
            run = _run_keywords
        else:
            run, prepared = _run_plain, [args for args, _ in prepared]
        return (_one_by_one(run) if self.raises else run), prepared


def _equal(after, before):
    """Whether a copied argument still equals the one it was copied from."""
    return type(after) is type(before) and bool(after == before)


def _awaiting(events):
    """The timed loop for coroutines: all on one event loop, which is made before the clock starts.

    Tasks that a call leaves behind are waited for inside the timed part.
    """
    import asyncio

    async def whole(function, calls):
        result = None
        for args, kwargs in calls:
            result = await function(*args, **kwargs)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        if left:
            await asyncio.wait(left, timeout=5)
        return result

    def run(function, calls):
        try:
            return events.run_until_complete(whole(function, calls))
        finally:
            asyncio.set_event_loop(None)

    return run


def _one_by_one(run):
    """Calls that raise end a batch at the first one; so each is made by itself."""

    def careful(function, calls):
        result = None
        for one in calls:
            try:
                result = run(function, (one,))
            except Exception as error:  # the edge of the child process: a call that raises is timed too
                result = ("raised", type(error).__name__)
        return result

    return careful


def _each_in_its_state(run, states):
    """Calls that were recorded on different states of the modules: each is made on its own, which both sides pay."""

    def careful(function, calls):
        result = None
        for before, one in zip(states, calls):
            before()
            result = run(function, (one,))
        return result

    return careful


def _has_made(tree):
    """Whether an argument is made anew for each call: a copy cannot be had of it."""
    return any(
        type(a) is list and (a[0] == "m" or a[0] == "it") for a in [*tree["args"], *tree["kwargs"].values()]
    )
