"""What runs in a fork: load one version of the module, then answer the parent's questions about it."""

import gc
import importlib
import inspect
import os
import socket
import sys

from . import (
    allocation_sites,
    codec,
    describe,
    instrument,
    limits,
    line_times,
    loader,
    observer,
    recording,
    reshaped,
    retained,
    sampler,
    scenarios,
    state_put,
    wire,
)  # fmt: skip


class Worker:
    """Serves one parent connection; holds at most one loaded version of the module under test."""

    def __init__(self, sock, config, seal, guard):
        self.sock = sock
        self.config = config
        self.seal = seal
        self.guard = guard
        self.observed = 0
        self.module = None
        self.place = None
        self.entry = None
        self.context = None
        self.made = None
        self.held = []
        self.sampler = None
        self.census = retained.Nothing()

    # -- life ---------------------------------------------------------------------------------------------------

    def serve(self, receive=wire.receive, send=wire.send):
        """Answer requests until the other end closes or a limit ends the process."""
        while True:
            message, fd = receive(self.sock)
            if message is None:
                return
            op = message["op"]
            if op == "fork":
                self._fork(fd)
            else:
                answer = getattr(self, "op_" + op)(message)
                # Each question carries a number drawn by the parent: an answer that was not asked for has none.
                answer["n"] = message["n"]
                send(self.sock, answer)

    def _fork(self, fd):
        """Fork a copy with everything loaded; the copy talks to the parent over the socket handed in."""
        _reap()
        pid = os.fork()
        if pid == 0:
            self.sock.close()
            self.sock = socket.socket(fileno=fd)
            self.seal.filter(self.config["filters"]["worker"])
            if self.sampler is not None:
                self.sampler.forked(self.sock)
            begin(self.sock)
            self.serve()
            os._exit(0)
        os.close(fd)

    # -- loading ------------------------------------------------------------------------------------------------

    def op_load(self, message):
        """Load a version of the module; a leaf is sealed before its code is run."""
        if message.get("leaf", True):
            self.seal.filter(self.config["filters"]["worker"])
        self.place = message["place"]
        self.entry = message["entry"]
        if "hasten" not in sys.modules:
            loader.offer_call_class()
        hits = None
        code = None
        lines = None
        try:
            if message.get("instrument"):
                code, lines, hits = instrumented(self.place)
            self.module = load_counted(self.place, code, hits)
        except BaseException as error:  # the edge of the child process: the user's module may raise anything
            return {"error": loader.describe_error(error, self.place["path"])}
        reshaped.begin(self.place.get("reshaped") or {}, self.module)
        try:
            function = loader.find(self.module, self.entry)
        except AttributeError:
            message = "%s is not defined" % self.entry
            return {"error": {"type": "AttributeError", "msg": message, "line": None, "text": ""}}
        self.context = observer.Context(
            self.module, self.place["module"], self.entry, message.get("watch", []),
            detail=message.get("detail", False), hits=hits,
        )
        try:
            # What the modules held is put back before anything else is asked of them.
            self.context.put(self.place.get("state") or {})
        except Exception as error:  # the edge of the child process: values are rebuilt by the user's own classes
            return {"error": loader.describe_error(error, self.place["path"])}
        self.made = message.get("remake")
        if self.made is not None:
            self.context.remake = self._made_call
        altered = self.guard.altered()
        if altered:
            message = "replaces %s" % ", ".join(altered[:5])
            return {"error": {"type": "forbidden", "msg": message, "line": None, "text": ""}}
        return {"ok": True, "kind": describe.kind_of(function), "branches": lines}

    def op_describe(self, message):
        """Parameters, hints and guards of the entry."""
        return describe.describe(self.module, self.entry, self.place)

    def op_digests(self, message):
        """What stands at places of modules now."""
        return {"digests": state_put.digests(message["places"], self.module, self.place["module"])}

    def op_installed(self, message):
        """Which of the named packages this interpreter has."""
        return {"installed": [name for name in message["names"] if importlib.util.find_spec(name) is not None]}

    # -- inputs -------------------------------------------------------------------------------------------------

    def _make(self, remake):
        """Call the user's inputs callable (or take the list), giving it the module under test if it wants one."""
        loader.add_paths([os.path.dirname(remake["file"])])
        name = os.path.splitext(os.path.basename(remake["file"]))[0]
        if os.path.realpath(remake["file"]) == os.path.realpath(self.place["path"]):
            module = self.module
        else:
            module = importlib.import_module(name)
        found = loader.find(module, remake["name"])
        if callable(found):
            wants = [p for p in inspect.signature(found).parameters.values()
                     if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD) and p.default is p.empty]
            found = found(self.module) if len(wants) == 1 else found()
        return [as_call(item) for item in found]

    def op_workload(self, message):
        """Make the calls of a workload and send them."""
        try:
            calls = self._make(message["remake"])
        except BaseException as error:  # the edge of the child process: the user's inputs may raise anything
            return {"error": loader.describe_error(error, message["remake"]["file"])}
        function = loader.find(self.module, self.entry)
        trees, misfit = [], None
        for number, (args, kwargs) in enumerate(calls):
            if misfit is None:
                try:
                    inspect.signature(function).bind(*args, **kwargs)
                except TypeError as error:
                    misfit = {"call": number, "msg": str(error)}
                except ValueError:
                    pass
            tree = codec.encode_call(args, kwargs, module_name=self.place["module"])
            for where, value in enumerate(tree["args"]):
                if not copyable(value, self.context.namespace):
                    tree["args"][where] = ["m", number, where]
            for where, value in tree["kwargs"].items():
                if not copyable(value, self.context.namespace):
                    tree["kwargs"][where] = ["m", number, where]
            trees.append(tree)
        return {"calls": trees, "misfit": misfit}

    def _made_call(self, number):
        """Arguments of one call from a fresh run of the user's callable, where they cannot be copied."""
        return self._make(self.made)[number]

    def op_record(self, message):
        """Run the user's tests with the function wrapped."""
        return recording.run_tests(self.module, self.entry, self.place, message["arguments"])

    # -- observing ----------------------------------------------------------------------------------------------

    def op_observe(self, message):
        """One call, observed."""
        return self._guarded(observer.observe_call(self.context, message["call"]))

    def op_scenario(self, message):
        """A sequence of steps, observed."""
        return scenarios.run(self.context, message["spec"])

    def _guarded(self, observation):
        """The observation, with what it has altered of the child side; looked for ever less often, since it costs."""
        self.observed += 1
        if self.observed & (self.observed - 1) == 0:
            altered = self.guard.altered()
            if altered:
                observation["patched"] = sorted({*observation.get("patched", ()), *altered})
        return observation

    # -- measuring ----------------------------------------------------------------------------------------------

    def op_hold(self, message):
        """Decode the calls that will be timed; they are copied for every sample."""
        self.held = message["calls"]
        self.sampler = sampler.Sampler(
            self.module, self.entry, self.context.decode_call, self.held, self.sock, self.context.state
        )
        return {"held": len(self.held)}

    def op_census(self, message):
        """The state, and the size of everything there is remembered for a later one; not timed afterwards.

        Looking at the state makes dictionaries of its own (of functions, of instances), so it comes first: they are
        counted as there.
        """
        self.sampler.prepare()
        retained.thaw()
        state = retained.state(self.module, self.place["roots"])
        self.census = retained.Census()
        return {"state": state}

    def op_sweep(self, message):
        """Remove what earlier calls left in the private temporary folder, so that a new fork does not find it."""
        retained.sweep(message["keep"])
        return {"swept": True}

    def op_files(self, message):
        """Files that the process holds in its scratch folder."""
        return {"files": retained.paths()}

    def op_warm(self, message):
        """Call a number of times, unmeasured."""
        return self.sampler.warm(message["call"], message["times"])

    def op_sample(self, message):
        """CPU time of a batch of calls."""
        copies = message.get("copies", 1 << 30)
        return self.sampler.sample(message["calls"], message["reps"], message.get("gc", False), copies)

    def op_result(self, message):
        """The result of the last timed call, encoded, so that what was timed is what was checked."""
        return {"fingerprint": codec.fingerprint(self.sampler.last, module_name=self.place["module"])}

    def op_state(self, message):
        """What could carry memory from call to call, as texts by place."""
        self.sampler.release()
        return {"state": retained.state(self.module, self.place["roots"]), "grown": self.census.grown()}

    def op_peak(self, message):
        """Peak of memory allocated in one call, bytes."""
        args, kwargs = self._ready(message)
        function = loader.find(self.module, self.entry)
        try:
            tracemalloc = importlib.import_module("tracemalloc")
        except ImportError:  # an interpreter without it
            return {"peak_bytes": None}
        gc.collect()
        tracemalloc.start()
        try:
            sampler.consume(function, args, kwargs, sampler.kind(function))
        except BaseException:  # the edge of the child process: a call that raises still has a peak
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return {"peak_bytes": peak}

    def _ready(self, message):
        """Arguments of a held call, with the modules as they were when it was recorded."""
        call = self.held[message["call"]]
        self.context.state.before(call)()
        return self.context.decode_call(call, followed=False)

    def op_lines(self, message):
        """Seconds by line of the module's file while a held call runs, again and again for a time."""
        function = loader.find(self.module, self.entry)
        how = sampler.kind(function)

        def make():
            args, kwargs = self._ready(message)
            return lambda: sampler.consume(function, args, kwargs, how)

        lines, whole = line_times.of_calls(make, self.place["path"], message["most_s"], message["interval_s"])
        return {"lines": lines, "seconds": whole}

    def op_sites(self, message):
        """Lines that hold the memory of one call near its peak."""
        args, kwargs = self._ready(message)
        function = loader.find(self.module, self.entry)
        how = sampler.kind(function)
        found = allocation_sites.at_peak(
            lambda: sampler.consume(function, args, kwargs, how), self.place["path"], message["most"]
        )
        return {"sites": found}


def _reap():
    """Collect the copies that have ended: until then each counts among the processes that the sandbox allows."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def instrumented(place):
    """Code with branch counters: ``(code, table of lines, counters)``."""
    code, lines = instrument.instrument(place["source"], place["path"])
    return code, lines, [0] * len(lines)


def load_counted(place, code, hits):
    """Load, with the counters in the module's namespace before its first line runs."""
    if hits is None:
        return loader.load(place, code)
    return loader.load(place, code, {instrument.COUNTERS: hits})


def as_call(item):
    """``(args, kwargs)`` of one entry of the inputs: a tuple, or ``hasten.Call``."""
    if type(item).__name__ == "Call" and hasattr(item, "args") and hasattr(item, "kwargs"):
        return tuple(item.args), dict(item.kwargs)
    if isinstance(item, tuple):
        return item, {}
    raise TypeError(
        "each input must be a tuple of arguments (or hasten.Call) but got %s; write (x,) for one argument"
        % type(item).__name__
    )


def copyable(tree, namespace):
    """Whether a value can be rebuilt from its tree alone."""
    if '["?"' in codec.dumps(tree):
        return False
    if has_alias(tree):
        return True  # it points into a neighbour, which is judged by itself
    try:
        codec.decode(tree, namespace)
    except codec.CannotDecode:
        return False
    return True


def has_alias(tree):
    """Whether a tree refers to an object that stands elsewhere in it."""
    return type(tree) is list and (tree[:1] == ["r"] or any(has_alias(t) for t in tree))


def begin(sock):
    """A session and a greeting of its own: the kernel tells the parent who sent it."""
    os.setsid()
    wire.send(sock, {"hello": True})


def main(sock, config, seal, guard):
    """Body of a worker process."""
    seal.die_with_parent()
    begin(sock)
    gc.enable()
    limits.set_rlimits(config["rlimits"])
    seal.files()
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.chdir(config["cwd"])
    sys.argv[:] = [""]
    Worker(sock, config, seal, guard).serve()
