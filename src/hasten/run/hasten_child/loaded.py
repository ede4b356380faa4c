"""Leave a list of the files that a process had loaded when it ended."""

import atexit
import os
import sys


def start(config):
    """List them when this process ends."""
    atexit.register(_write, config["out"])


def _write(out):
    files = [str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())]
    try:
        with open(os.path.join(out, "loaded-%d" % os.getpid()), "w", encoding="utf-8") as stream:
            stream.write("\n".join(sorted({os.path.realpath(file) for file in files if file})))
    except (OSError, UnicodeError):
        pass
