"""System-call filters as classic BPF programs, written out here because they are a hundred instructions.

The zygote's filter denies what no computation needs and what a hostile one would use against its neighbours: signals
to others, tracing, sockets that reach outside, mounts, namespaces, other processes' priority, processors and limits,
memory shared by name. The worker's filter adds the making of processes and programs. A denied call fails with EPERM,
so honest code sees an ordinary error. Source for the layout: the kernel's documentation of seccomp filters
(``seccomp_data``: number at 0, architecture at 4, arguments at 16).
"""

from __future__ import annotations

import functools
import platform
import struct

_LOAD, _AND, _JUMP_EQ, _JUMP_GE, _JUMP_SET, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD, _CLONE_NAMESPACES = 0x00010000, 0x7E020000
_SOCK_STREAM, _SOCK_TYPES = 1, 0xF
#: The x32 calls share the architecture of x86_64 under numbers of their own.
_X32 = 0x40000000

#: Denied to all, whatever the arguments: (x86_64, aarch64), None where the machine has no such call.
_DENIED: dict[str, tuple[int | None, int | None]] = {
    # Signals to others, also to oneself: nothing that computes needs them.
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424),
    # Other processes' memory, descriptors, order of execution, processors, pages.
    "pidfd_getfd": (438, 438), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "process_madvise": (440, 440), "process_mrelease": (448, 448), "kcmp": (312, 272), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118), "sched_setattr": (314, 274), "sched_setaffinity": (203, 122),
    # The network, and sockets by name.
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    # Memory, queues and semaphores by name, through which versions could speak to each other.
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180),
    # The system itself.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "move_mount": (429, 429),
    "open_tree": (428, 428), "mount_setattr": (442, 442), "open_by_handle_at": (304, 265), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "fanotify_init": (300, 262), "modify_ldt": (154, None),
    "personality": (135, 92), "syslog": (103, 116), "reboot": (169, 142), "swapon": (167, 224),
    "init_module": (175, 105), "finit_module": (313, 273), "clock_settime": (227, 112), "settimeofday": (164, 170),
}  # fmt: skip
#: Denied to workers only: the making of processes without ``clone``, and other programs.
_DENIED_TO_WORKERS: dict[str, tuple[int | None, int | None]] = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
}
#: Denied to workers that see the machine's own files: owners, permissions, times and attributes are no file rule's.
_DENIED_ATTRIBUTES: dict[str, tuple[int | None, int | None]] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16),
}
_CLONE, _CLONE3, _SOCKETPAIR, _PRLIMIT = (56, 220), (435, 435), (53, 199), (302, 261)
#: Number of a call, which argument is looked at, and the values of it that are denied.
_DENIED_VALUES: dict[str, tuple[tuple[int, int], int, tuple[int, ...]]] = {
    # Whoever owns a descriptor's signals may choose who gets which: F_SETOWN, F_SETSIG, F_SETOWN_EX.
    "fcntl": ((72, 25), 1, (8, 10, 15)),
    # FIOSETOWN, SIOCSPGRP, FIOASYNC; TIOCSTI, TIOCSCTTY and TIOCLINUX type into a terminal or take it.
    "ioctl": ((16, 29), 1, (0x8901, 0x8902, 0x5452, 0x5412, 0x540E, 0x541C)),
}
#: PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_MM, PR_SET_PTRACER: a worker keeps what it was given.
_PRCTL, _DENIED_PRCTL = (157, 167), (1, 4, 35, 0x59616D61)
#: Comparisons in a row at most, and how far a jump of a classic program reaches.
_LONGEST_CHAIN, _LONGEST_JUMP = 3, 255
#: Audit number of the architecture, and its column in the tables.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}


def _op(code: int, k: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, k)


def _argument(place: int) -> bytes:
    """Load the low half of an argument; the kernel reads no more of those that are looked at here."""
    return _op(_LOAD, 16 + 8 * place)


_DENY = _op(_RETURN, _ERRNO | _EPERM)
_PASS = _op(_RETURN, _ALLOW)


@functools.cache
def filter_program(*, forks: bool, attributes: bool = True) -> str:
    """A filter as hex text, or "" on a machine whose call numbers are not known here.

    Args:
        forks: Whether the process may make processes and start programs (threads may always be made).
        attributes: Whether it may change permissions, owners and times of files.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return ""
    architecture, column = machine
    code = [_op(_LOAD, 4), _op(_JUMP_EQ, architecture, 1, 0), _op(_RETURN, _KILL), _op(_LOAD, 0)]
    if column == 0:
        code += [_op(_JUMP_GE, _X32, 0, 1), _op(_RETURN, _KILL)]
    denied = [*_DENIED.values(), *(() if forks else _DENIED_TO_WORKERS.values())]
    denied += () if attributes else _DENIED_ATTRIBUTES.values()
    cases = {number: [_DENY] for numbers in denied if (number := numbers[column]) is not None}
    # clone3 hides its flags behind a pointer: "not there" makes the C library fall back to clone.
    cases[_CLONE3[column]] = [_op(_RETURN, _ERRNO | _ENOSYS)]
    cases[_CLONE[column]] = _clone(forks=forks)
    # A pair of datagram sockets can be turned to any address; a pair of streams speaks to itself for ever.
    cases[_SOCKETPAIR[column]] = [
        _argument(1), _op(_AND, _SOCK_TYPES), _op(_JUMP_EQ, _SOCK_STREAM, 1, 0), _DENY, _PASS,
    ]
    cases[_PRLIMIT[column]] = [_argument(0), _op(_JUMP_EQ, 0, 1, 0), _DENY, _PASS]
    for numbers, place, values in _DENIED_VALUES.values():
        cases[numbers[column]] = _values(place, values)
    if not forks:
        cases[_PRCTL[column]] = _values(0, _DENIED_PRCTL)
    return b"".join([*code, *_searched(sorted(cases.items()))]).hex()


def _searched(cases: list[tuple[int, list[bytes]]]) -> list[bytes]:
    """Find the case of a call by halves; its block must return on every path. All other calls pass.

    The kernel tries a new filter on every call number to learn which always pass, so a worker would pay for a long
    chain of comparisons some hundred times before its first step.
    """
    if len(cases) > _LONGEST_CHAIN:
        lower, upper = _searched(cases[: len(cases) // 2]), _searched(cases[len(cases) // 2 :])
        if len(lower) <= _LONGEST_JUMP:
            return [_op(_JUMP_GE, cases[len(cases) // 2][0], len(lower), 0), *lower, *upper]
    chain = [part for number, block in cases for part in (_op(_JUMP_EQ, number, 0, len(block)), *block)]
    return [*chain, _PASS]


def _clone(*, forks: bool) -> list[bytes]:
    block = [_argument(0), _op(_JUMP_SET, _CLONE_NAMESPACES, 0, 1), _DENY]
    if not forks:
        block += [_op(_JUMP_SET, _CLONE_THREAD, 1, 0), _DENY]
    return [*block, _PASS]


def _values(place: int, values: tuple[int, ...]) -> list[bytes]:
    tests = [part for value in values for part in (_op(_JUMP_EQ, value, 0, 1), _DENY)]
    return [_argument(place), *tests, _PASS]
