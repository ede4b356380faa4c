"""One interpreter with its imports done; it forks a worker for every evaluation."""

import gc
import importlib
import os
import random
import select
import socket
import sys

from . import limits, observer, wire, worker


class Zygote:
    """Forks workers on request and reaps them.

    The parent passes one end of a socket pair with each request; the worker keeps that end only, so that nothing a
    candidate does can reach the zygote's own socket.
    """

    def __init__(self, sock, config):
        self.sock = sock
        self.config = config
        self.seal = limits.Seal()
        self.children = {}

    def run(self):
        while True:
            ready, _, _ = select.select([self.sock], [], [], 5.0)
            self._reap(None)
            if not ready:
                continue
            message, fd = wire.receive(self.sock)
            if message is None:
                return
            op = message["op"]
            if op == "fork":
                self._fork(fd)
            elif op == "status":
                wire.send(self.sock, {"status": self._reap(message["serial"])})
            elif op == "strays":
                known = {1, os.getpid(), os.getppid(), *(p for p, s in self.children.values() if s is None)}
                wire.send(self.sock, {"strays": limits.strays(known)})
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
        gc.freeze()
        return {"failed": failed}

    def _fork(self, fd):
        serial = len(self.children)
        pid = os.fork()
        if pid == 0:
            self.sock.close()
            sock = socket.socket(fileno=fd)
            worker.main(sock, self.config, self.seal)
            os._exit(0)
        os.close(fd)
        self.children[serial] = (pid, None)

    def _reap(self, serial):
        """Collect ended workers; waits for the one asked for (the parent has killed it or seen it end)."""
        if serial is not None:
            pid, status = self.children[serial]
            if status is None:
                _, status = os.waitpid(pid, 0)
                self.children[serial] = (pid, status)
            return status
        for number, (pid, status) in list(self.children.items()):
            if status is None:
                done, status = os.waitpid(pid, os.WNOHANG)
                if done:
                    self.children[number] = (pid, status)
        # As the first process of a PID namespace it may also be handed orphans, which nobody else collects.
        return None


def run(fd):
    """Serve until the parent closes the socket."""
    sock = socket.socket(fileno=fd)
    config, _ = wire.receive(sock)
    if config is None:
        return
    random.seed(config["seed"])
    sys.setrecursionlimit(config.get("recursion_limit", sys.getrecursionlimit()))
    observer.baseline()
    zygote = Zygote(sock, config)
    zygote.seal.undumpable()
    filtered = zygote.seal.filter(config["filters"]["zygote"])
    gc.disable()
    wire.send(sock, {"ready": True, "filtered": filtered, "version": list(sys.version_info[:3])})
    zygote.run()
