"""Entry point of a zygote: ``python boot.py FD``."""

import os
import sys


def main():
    """Find the child side beside this file, and be a zygote."""
    here = os.path.dirname(os.path.abspath(__file__))
    # The script's folder would shadow the user's modules; the package is found through its parent, for a moment only.
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != here]
    sys.path.insert(0, os.path.dirname(here))
    from hasten_child import zygote

    del sys.path[0]
    zygote.run(int(sys.argv[1]))


if __name__ == "__main__":
    main()
