"""System-call filters as classic BPF programs, written out here because they are forty instructions.

The zygote's filter denies what no computation needs and what a hostile one would use against its neighbours: signals
to others, tracing, sockets that reach outside, mounts, namespaces, other processes' priority. The worker's filter adds
the making of processes. A denied call fails with EPERM, so honest code sees an ordinary error. Source for the layout:
the kernel's documentation of seccomp filters (``seccomp_data``: number at 0, architecture at 4, arguments at 16).
"""

from __future__ import annotations

import platform
import struct

_LOAD, _JUMP_EQ, _JUMP_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD, _CLONE_NAMESPACES = 0x00010000, 0x7E020000

#: (audit architecture, {system call: number}) by machine.
_TABLES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (0xC000003E, {
        "kill": 62, "tkill": 200, "tgkill": 234, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
        "pidfd_send_signal": 424, "pidfd_getfd": 438, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
        "socket": 41, "setpriority": 141, "sched_setscheduler": 144, "sched_setparam": 142, "sched_setattr": 314,
        "ioprio_set": 251, "unshare": 272, "setns": 308, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161,
        "keyctl": 250, "add_key": 248, "request_key": 249, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
        "io_uring_setup": 425, "reboot": 169, "swapon": 167, "init_module": 175, "finit_module": 313,
        "open_by_handle_at": 304, "personality": 135, "fsopen": 430, "move_mount": 429, "open_tree": 428,
        "fork": 57, "vfork": 58, "clone": 56, "clone3": 435,
    }),
    "aarch64": (0xC00000B7, {
        "kill": 129, "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
        "pidfd_send_signal": 424, "pidfd_getfd": 438, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271,
        "socket": 198, "setpriority": 140, "sched_setscheduler": 119, "sched_setparam": 118, "sched_setattr": 274,
        "ioprio_set": 30, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51,
        "keyctl": 219, "add_key": 217, "request_key": 218, "bpf": 280, "perf_event_open": 241, "userfaultfd": 282,
        "io_uring_setup": 425, "reboot": 142, "swapon": 224, "init_module": 105, "finit_module": 273,
        "open_by_handle_at": 265, "personality": 92, "fsopen": 430, "move_mount": 429, "open_tree": 428,
        "clone": 220, "clone3": 435,
    }),
}
_FORKS = ("fork", "vfork", "clone", "clone3")


def _op(code: int, k: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, k)


def filter_program(*, forks: bool) -> str:
    """A filter as hex text, or "" on a machine whose call numbers are not known here.

    Args:
        forks: Whether the process may make processes (threads may always be made).
    """
    table = _TABLES.get(platform.machine())
    if table is None:
        return ""
    architecture, numbers = table
    code = [_op(_LOAD, 4), _op(_JUMP_EQ, architecture, 1, 0), _op(_RETURN, _KILL), _op(_LOAD, 0)]
    for name, number in numbers.items():
        if name not in _FORKS:
            code += [_op(_JUMP_EQ, number, 0, 1), _op(_RETURN, _ERRNO | _EPERM)]
    # clone3 hides its flags behind a pointer: "not there" makes the C library fall back to clone.
    code += [_op(_JUMP_EQ, numbers["clone3"], 0, 1), _op(_RETURN, _ERRNO | _ENOSYS)]
    if not forks:
        for name in ("fork", "vfork"):
            if name in numbers:
                code += [_op(_JUMP_EQ, numbers[name], 0, 1), _op(_RETURN, _ERRNO | _EPERM)]
    code += [_op(_JUMP_EQ, numbers["clone"], 0, 5 if not forks else 3), _op(_LOAD, 16)]
    code += [_op(_JUMP_SET, _CLONE_NAMESPACES, 0, 1), _op(_RETURN, _ERRNO | _EPERM)]
    if not forks:
        code += [_op(_JUMP_SET, _CLONE_THREAD, 1, 0), _op(_RETURN, _ERRNO | _EPERM)]
    code += [_op(_RETURN, _ALLOW)]
    return b"".join(code).hex()
