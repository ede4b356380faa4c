"""Landlock: a process gives up, for good, what it may do to files, TCP ports, abstract sockets and other processes.

The rules are made once by the zygote and taken on by each worker for itself, so that a worker is a domain of its own:
it can neither signal nor trace the zygote or a sibling. Source for the layout: the kernel's documentation of Landlock
(``struct landlock_ruleset_attr``, ``struct landlock_path_beneath_attr``).
"""

import os
import struct

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
#: Not in the os module of every interpreter.
_O_PATH = getattr(os, "O_PATH", 0o10000000)
_ABI_QUESTION = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE, _IOCTL_DEVICE = 1, 2, 4, 8, 1 << 14, 1 << 15
_READ = _EXECUTE | _READ_FILE | _READ_DIR
#: What may be granted on a single file.
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE
#: Accesses known to the kernel by the version of its interface: all of version 1, then moving, truncating, devices.
_KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP_BIND_AND_CONNECT = 3
_SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3


class Rules:
    """A set of rules, held as a descriptor until ``close``.

    Args:
        libc: The C library, through ctypes.
        readable: Files and folders that may be read and executed.
        listable: Folders whose names may be listed, down to the last one, but no more.
        writable: Folders in which anything may be done, and device files that may be written.

    Raises:
        OSError: The kernel has no Landlock, or it is switched off.
    """

    def __init__(self, libc, readable, listable, writable):
        self._libc = libc
        version = libc.syscall(_CREATE_RULESET, None, 0, _ABI_QUESTION)
        if version < 1:
            raise OSError("no Landlock")
        self.version = version
        self._files = _KNOWN[min(version, 5)]
        attributes = struct.pack("=Q", self._files)
        if version >= 4:
            attributes += struct.pack("=Q", _TCP_BIND_AND_CONNECT)
        if version >= 6:
            attributes += struct.pack("=Q", _SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS)
        self.fd = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
        if self.fd < 0:
            raise OSError("the kernel refuses the rules")
        os.set_inheritable(self.fd, False)
        for path in readable:
            self._allow(path, _READ)
        for path in listable:
            self._allow(path, _READ_DIR)
        for path in writable:
            self._allow(path, self._files)

    def _allow(self, path, access):
        try:
            place = os.open(path, _O_PATH | os.O_CLOEXEC)
        except OSError:  # what is not there needs no permission
            return
        try:
            if not os.path.isdir(path):
                access &= _ON_FILES
            rule = struct.pack("=Qi", access & self._files, place)
            if self._libc.syscall(_ADD_RULE, self.fd, _RULE_PATH_BENEATH, rule, 0) != 0:
                raise OSError("the kernel refuses a rule on %s" % path)
        finally:
            os.close(place)

    def take_on(self):
        """Lay the rules on this process; it must have given up new privileges. Whether the kernel took them."""
        return self._libc.syscall(_RESTRICT_SELF, self.fd, 0) == 0

    def close(self):
        """Forget the rules; processes that took them on keep them."""
        os.close(self.fd)
