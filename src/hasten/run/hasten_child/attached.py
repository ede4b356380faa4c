"""What a process of a watched command does: be sampled, or report the calls of chosen functions.

The process is the user's own, run as the user runs it. Nothing here may change what it computes or prints: a failure of
this side ends this side only.
"""

import os
import sys


def attach(config_path):
    """Read the request, a file of ``key=value`` lines, and start what it asks for.

    The file is plain text so that nothing has to be imported for it.
    """
    try:
        with open(config_path, encoding="utf-8") as stream:
            config = dict(line.rstrip("\n").split("=", 1) for line in stream if "=" in line)
        name = __package__ + "." + config["mode"]
        __import__(name)
        sys.modules[name].start(config)
    except (OSError, KeyError, ValueError, ImportError):
        if os.environ.get("HASTEN_ATTACH_DEBUG"):
            raise
