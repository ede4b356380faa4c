"""Leave a list of the files that a process had loaded when it ended."""

import atexit
import os
import sys


def start(config):
    """List them when this process ends."""
    # The interpreter takes __file__ away from a script when it has run, which is before this process ends.
    script = (getattr(sys, "argv", None) or [""])[0]
    atexit.register(_write, config["out"], os.path.abspath(script) if script and os.path.isfile(script) else "")


def _write(out, script):
    files = [script] + [str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())]
    try:
        with open(os.path.join(out, "loaded-%d" % os.getpid()), "w", encoding="utf-8") as stream:
            stream.write("\n".join(sorted({os.path.realpath(file) for file in files if file})))
    except (OSError, UnicodeError):
        pass
