"""One interpreter with its imports done; it forks a worker for every evaluation."""

import gc
import importlib
import os
import random
import select
import socket
import sys

from . import integrity, limits, loader, observer, scratch, wire, worker

#: How many ended workers the zygote can still say the end of.
_REMEMBERED = 64


class Zygote:
    """Forks workers on request and reaps them.

    The parent passes one end of a socket pair with each request; the worker keeps that end only, so that nothing a
    candidate does can reach the zygote's own socket.
    """

    def __init__(self, sock, config):
        self.sock = sock
        self.config = config
        self.seal = limits.Seal()
        self.scratch = scratch.Scratch(config["scratch"])
        own = __name__.partition(".")[0] + "."
        self.guard = integrity.Guard({n[len(own):]: m for n, m in sys.modules.items() if n.startswith(own)})
        self.forks = 0
        self.running = {}
        self.ended = {}

    def run(self):
        """Serve until the parent closes the socket, or the scratch folder cannot be emptied."""
        while True:
            ready, _, _ = select.select([self.sock], [], [], 5.0)
            self._reap()
            if not ready:
                continue
            message, fd = wire.receive(self.sock)
            if message is None:
                return
            op = message["op"]
            if op == "fork":
                if not self._cleared(message["ended"]):
                    return
                self._fork(fd)
            elif op == "status":
                wire.send(self.sock, {"status": self._status(message["serial"])})
            else:
                wire.send(self.sock, self._import(message["modules"]))

    def _import(self, modules):
        """Import what every worker will need; a module that fails here fails again in the worker, where it counts."""
        failed = []
        for name in modules:
            try:
                importlib.import_module(name)
            except BaseException as error:  # the edge of the child process: user code may raise anything
                failed.append([name, "%s: %s" % (type(error).__name__, error)])
        gc.collect()
        if hasattr(gc, "freeze"):
            gc.freeze()
        return {"failed": failed}

    def _cleared(self, ended):
        """Empty the scratch folder once nobody uses it; False where something cannot be removed.

        ``ended`` are the workers that the parent has given up; they are waited for only where it matters.
        """
        if not self.scratch.dirty():
            return True
        for serial in ended:
            self._status(serial)
        return bool(self.running) or self.scratch.clear()

    def _fork(self, fd):
        serial = self.forks
        self.forks += 1
        pid = os.fork()
        if pid == 0:
            try:
                self.sock.close()
                worker.main(socket.socket(fileno=fd), self.config, self.seal, self.guard)
            finally:
                # Nothing of the zygote may run in a fork, whatever came out of the code under test.
                os._exit(0)
        os.close(fd)
        self.running[serial] = pid

    def _reap(self):
        """Collect workers that have ended."""
        for serial, pid in list(self.running.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                self._note(serial, status)

    def _status(self, serial):
        """How a worker ended; waits for it, since the parent has killed it or seen it end."""
        pid = self.running.get(serial)
        if pid is not None:
            self._note(serial, os.waitpid(pid, 0)[1])
        return self.ended.get(serial)

    def _note(self, serial, status):
        del self.running[serial]
        self.ended[serial] = status
        while len(self.ended) > _REMEMBERED:
            del self.ended[next(iter(self.ended))]


def run(fd):
    """Serve until the parent closes the socket."""
    sock = socket.socket(fileno=fd)
    config, _ = wire.receive(sock)
    if config is None:
        return
    random.seed(config["seed"])
    sys.setrecursionlimit(config.get("recursion_limit", sys.getrecursionlimit()))
    # Once here, so that no worker searches the whole path for it.
    loader.offer_call_class()
    observer.baseline()
    zygote = Zygote(sock, config)
    zygote.seal.humble()
    filtered = zygote.seal.filter(config["filters"]["zygote"])
    if filtered:
        zygote.seal.prepare_filter(config["filters"]["worker"])
    files = zygote.seal.prepare_files(config["files"])
    # The code under test has no business with these; what the functions need of one another they hold themselves.
    for name in [n for n in sys.modules if n.partition(".")[0] == __name__.partition(".")[0]]:
        del sys.modules[name]
    gc.disable()
    wire.send(sock, {"ready": True, "filtered": filtered, "files": files, "version": list(sys.version_info[:3])})
    zygote.run()
