"""Sample where a process spends its time, from a thread of its own.

The thread wakes a hundred times a second, in long runs less often, looks at the stacks of all threads, and credits each
with the processor time that the kernel says it used since the last look, and with the wall time. So a look that comes
late, because a call into C held the interpreter, weighs as much as it should. A fork goes on with a thread of its own.
"""

import _thread
import atexit
import os
import sys
import time

#: Deeper stacks lose their middle.
_ROOTS, _LEAVES = 60, 140
#: More different stacks than this are counted by their innermost functions only.
_MOST_STACKS = 20000
#: What was found is written so long after the start, then so that writing takes no more than this part of the time.
_FIRST_WRITE_S, _WRITING = 0.05, 1 / 1000
#: The pause grows with the looks taken, from so many on, until it is so many times as long: hundreds are enough.
_MANY, _LONGEST = 40, 5
#: Looks may take this part of the time, so that many threads and deep stacks are looked at less often; and about this
#: part of the processor time, so that a process that waits, or shares its processor, is: the pause is longer then.
_LOOKING, _OWN, _LONGER = 1 / 100, 1 / 100, 8
#: A look waits for the interpreter. Until it asks for it, 5 ms later by default, it gets it only where the program
#: gives it away, at a system call, and what the program did in those 5 ms would be credited to that call. This is the
#: wait while the program has one thread; an even shorter one would cost more in long operations than it would tell.
_WAIT_S, _USUAL_WAIT_S = 0.0002, 0.005


def start(config):
    """Begin to sample this process, and every process that it forks."""
    sampler = Sampler(config["out"], float(config.get("interval_s", "0.005")))
    sampler.begin()
    os.register_at_fork(after_in_child=sampler.forked)
    atexit.register(sampler.end)


#: The instruction at which a function that was just entered lets other threads run, the first of any plain function;
#: None: interpreters before 3.11 let them run before the first one.
_RESUME = start.__code__.co_code[0] if sys.version_info >= (3, 11) else None


def _ask_early(alone):
    """Let looks ask for the interpreter early while the program has one thread, unless it chose a wait of its own."""
    wait_s = sys.getswitchinterval()
    if alone and abs(wait_s - _USUAL_WAIT_S) < 1e-6:
        sys.setswitchinterval(_WAIT_S)
    elif not alone and abs(wait_s - _WAIT_S) < 1e-6:
        sys.setswitchinterval(_USUAL_WAIT_S)


def _cpu_clock(thread_id):
    """The clock of the processor time of one kernel thread of this process (the kernel's own numbering)."""
    return (~thread_id << 3) | 6


class Sampler:
    """Stacks of this process with the time spent in them."""

    def __init__(self, out, interval_s):
        self.out = out
        self.interval_s = interval_s
        self.lock = _thread.allocate_lock()

    def begin(self):
        """Start from nothing, in this process."""
        self.pid = os.getpid()
        self.parent = os.getppid()
        self.main = _thread.get_ident()
        self.started = self.last = time.perf_counter_ns()
        self.startup_ns = time.process_time_ns()
        self.forked_ns = 0
        self.codes = {}
        self.entries = {}
        self.stacks = {}
        self.cpu = {}
        self.clocks = {}
        self.rows = {}
        self.own_ns = 0
        self.samples = 0
        self.ended = False
        self.next_write = self.started + int(_FIRST_WRITE_S * 1e9)
        self._cpu_of(self.main)
        _ask_early(len(sys._current_frames()) == 1)
        _thread.start_new_thread(self._run, (self.pid,))

    def forked(self):
        """In a forked process: what was counted so far belongs to the parent."""
        self.lock = _thread.allocate_lock()
        self.begin()
        self.startup_ns = 0
        self.forked_ns = time.process_time_ns()

    def end(self):
        """Write what is left when the interpreter ends."""
        self.ended = True
        with self.lock:
            self._write()

    def _run(self, pid):
        own = _thread.get_ident()
        sleep, now, used = time.sleep, time.perf_counter_ns, time.thread_time_ns
        pause_s = self.interval_s
        while not self.ended and self.pid == pid:
            sleep(pause_s)
            with self.lock:
                if self.ended:
                    return
                before = used()
                self._take(own)
                self.own_ns = looked = used()
                slower = min(_LONGEST, max(1.0, self.samples / _MANY))
                used_ns = time.process_time_ns() - self.forked_ns
                slower *= min(_LONGER, max(1.0, (looked / (1 + used_ns) / _OWN) ** 2))
                pause_s = max(self.interval_s * slower, (looked - before) * 1e-9 / _LOOKING)
                if now() > self.next_write:
                    self._write()
                    self.own_ns = used()
                    self.next_write = now() + int((self.own_ns - looked) / _WRITING)

    def _take(self, own):
        at = time.perf_counter_ns()
        wall, self.last = at - self.last, at
        self.samples += 1
        frames = sys._current_frames()
        _ask_early(len(frames) == 2)  # this one and the program's
        for ident, frame in frames.items():
            if ident != own:
                cpu = self._cpu_of(ident)
                row = None if cpu or cpu is None else self.rows.get(ident)
                if row is None:  # else it has not run since the last look, so it stands where it stood
                    row = self.rows[ident] = self._row(frame)
                row[0] += cpu or 0
                row[1] += wall
                row[2] += 1
                if ident == self.main:
                    row[3] += wall

    def _cpu_of(self, ident):
        """Processor time of a thread since the last look at it, nanoseconds; None where that cannot be known."""
        clock = self.clocks.get(ident)
        if clock is None:
            clock = self._clock_of(ident)
            if clock is None:
                return None
        try:
            at = time.clock_gettime_ns(clock)
        except (OSError, OverflowError):  # it has ended, and another thread may have its identifier now
            del self.clocks[ident]
            self.cpu.pop(ident, None)
            return None
        before = self.cpu.get(ident)
        self.cpu[ident] = at
        return None if before is None else max(0, at - before)

    def _clock_of(self, ident):
        native = self.pid
        if ident != self.main:
            threading = sys.modules.get("threading")
            thread = getattr(threading, "_active", {}).get(ident)
            native = getattr(thread, "native_id", None)
            if native is None:
                return None
        clock = self.clocks[ident] = _cpu_clock(native)
        return clock

    def _entry(self, code):
        """Place of the instruction at which a function has just been entered."""
        found = self.entries.get(id(code))
        if found is None:
            text = code.co_code if _RESUME is not None else b""
            found = next((at for at in range(0, len(text), 2) if text[at] == _RESUME), -1)
            self.entries[id(code)] = found
        return found

    def _row(self, frame):
        """Where the time of a stack is summed: processor and wall time, looks, and the main thread's wall time."""
        if frame.f_back is not None and frame.f_lasti == self._entry(frame.f_code):
            # Others run where a function is entered, not in the middle of a long operation: what has just been entered
            # has used no time, the one that called it has.
            self.codes.setdefault(id(frame.f_code), frame.f_code)
            frame = frame.f_back
        if frame.f_code is Sampler.end.__code__:
            frame = frame.f_back  # the end of the process, which waits for this look
        stack = []
        while frame is not None:
            code = frame.f_code
            stack.append(id(code))
            if id(code) not in self.codes:
                self.codes[id(code)] = code  # kept alive, so that the number stays its own
            frame = frame.f_back
        if len(stack) > _ROOTS + _LEAVES:
            stack = stack[:_LEAVES] + stack[-_ROOTS:]
        if len(self.stacks) >= _MOST_STACKS:
            stack = stack[:3]
        return self.stacks.setdefault(tuple(stack), [0, 0, 0, 0])

    def _write(self):
        """The whole state as lines of text, in place of what was written before."""
        numbers = {key: n for n, key in enumerate(self.codes)}
        lines = ["P\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s" % (
            self.pid, self.parent, self.startup_ns, time.process_time_ns() - self.forked_ns,
            time.perf_counter_ns() - self.started, self.own_ns, self.samples, _plain(" ".join(_words())),
        )]
        for code in self.codes.values():
            name = getattr(code, "co_qualname", code.co_name)
            lines.append("F\t%d\t%s\t%s" % (code.co_firstlineno, _plain(name), _plain(code.co_filename)))
        for stack, (cpu, wall, count, main) in list(self.stacks.items()):
            path = " ".join([str(numbers[key]) for key in stack])
            lines.append("S\t%d\t%d\t%d\t%d\t%s" % (cpu, wall, count, main, path))
        path = os.path.join(self.out, "samples-%d-%d" % (self.pid, self.started))
        try:
            with open(path + ".new", "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write("\n".join(lines))
            os.replace(path + ".new", path)
        except OSError:
            self.ended = True


def _words():
    return [str(word) for word in (getattr(sys, "orig_argv", None) or getattr(sys, "argv", None) or [])][:20]


def _plain(text):
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
