"""Run lazy results to their end: generators, iterators, coroutines, asynchronous generators, context managers."""

from __future__ import annotations

import builtins
import contextlib
import sys
import types

__builtins__ = dict(vars(builtins))

#: Items taken at most from a lazy result; an endless one is left open.
MOST_YIELDS = 600
#: After so many items the state between items is no longer looked at.
MOST_STATES = 40

_CONTEXT_MANAGERS = (contextlib._GeneratorContextManager,)


def is_lazy(value):
    """Whether a result must be driven before it can be compared."""
    cls = type(value)
    if cls in (types.GeneratorType, types.AsyncGeneratorType, types.CoroutineType) or cls in _CONTEXT_MANAGERS:
        return True
    tree_is_iterator = getattr(cls, "__next__", None) is not None and getattr(cls, "__iter__", None) is not None
    return tree_is_iterator and not _has_position(value)


def _has_position(value):
    return callable(getattr(type(value), "tell", None)) or callable(getattr(type(value), "read", None))


def drive(value, context):
    """The observation of a lazy result, and the objects that it handed out.

    ``seen`` holds what could be seen before the first item and after each of the first items: digest of the
    arguments, items taken from the inputs, calls of call-backs.
    """
    if type(value) is types.AsyncGeneratorType:
        return _Items("async_gen", context).asynchronous(value)
    if type(value) in _CONTEXT_MANAGERS:
        return _managed(value, context)
    return _Items("gen" if type(value) is types.GeneratorType else "iter", context).plain(value)


class _Items:
    def __init__(self, kind, context):
        self.context = context
        self.look = context.look
        self.encode = context.encode
        self.held = []
        self.found = {"kind": kind, "yields": [], "seen": [self.look()]}

    def take(self, item):
        self.found["yields"].append(self.encode(item))
        if len(self.held) < MOST_STATES:
            self.found["seen"].append(self.look())
        self.held.append(item)

    def plain(self, iterator):
        advance = type(iterator).__next__
        for _ in range(MOST_YIELDS):
            try:
                item = advance(iterator)
            except StopIteration as stop:
                self.found["return"] = self.encode(stop.value)
                return self.found, self.held
            except BaseException as error:  # the edge of the child: whatever user code raises is the observation
                self.found["exc"] = exception(error, self.context)
                return self.found, self.held
            self.take(item)
        self.found["open"] = True
        close = getattr(type(iterator), "close", None)
        if close is not None:
            try:
                close(iterator)
            except BaseException as error:  # the edge of the child: a finally clause may raise anything
                self.found["exc"] = exception(error, self.context)
        return self.found, self.held

    def asynchronous(self, generator):
        async def consume():
            for _ in range(MOST_YIELDS):
                try:
                    item = await generator.__anext__()
                except StopAsyncIteration:
                    return
                self.take(item)
            self.found["open"] = True
            await generator.aclose()

        try:
            await_result(consume())
        except BaseException as error:  # the edge of the child: whatever user code raises is the observation
            self.found["exc"] = exception(error, self.context)
        return self.found, self.held


def _managed(manager, context):
    found = {"kind": "context manager"}
    held = []
    try:
        entered = type(manager).__enter__(manager)
        found["yields"] = [context.encode(entered)]
        held.append(entered)
        type(manager).__exit__(manager, None, None, None)
    except BaseException as error:  # the edge of the child: whatever user code raises is the observation
        found["exc"] = exception(error, context)
    return found, held


def exception(error, context):
    """Type and message of an exception; the message is information, the type is compared."""
    try:
        message = str(error)
    except Exception:  # the edge of the child: __str__ is user code
        message = ""
    return {"type": context.class_name(type(error)), "msg": message[:300]}


def await_result(coroutine):
    """Run a coroutine to its end; sleeping costs no time, because the loop's clock jumps to the next timer."""
    if "asyncio" not in sys.modules:
        return _send_until_done(coroutine)
    import asyncio

    try:
        loop = _clock_that_jumps(asyncio)
    except OSError:
        return _send_until_done(coroutine)
    try:
        asyncio.set_event_loop(loop)
        return loop.run_until_complete(coroutine)
    finally:
        try:
            _finish(asyncio, loop)
        finally:
            asyncio.set_event_loop(None)
            loop.close()


def _send_until_done(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def _finish(asyncio, loop):
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    if getattr(loop, "_default_executor", None) is not None:
        loop.run_until_complete(loop.shutdown_default_executor())


def _clock_that_jumps(asyncio):
    import selectors

    class Selector(selectors.DefaultSelector):
        ahead = 0.0

        def select(self, timeout=None):
            events = super().select(0)
            if events or timeout == 0:
                return events
            threading = sys.modules.get("threading")
            if timeout is None or (threading is not None and threading.active_count() > 1):
                return super().select(timeout)
            self.ahead += timeout
            return events

    selector = Selector()

    class Loop(asyncio.SelectorEventLoop):
        def time(self):
            return super().time() + selector.ahead

    return Loop(selector)
