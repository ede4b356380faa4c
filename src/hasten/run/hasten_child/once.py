"""One whole process for one job: load a version, run its calls so many times, end. ``python once.py < job.json``."""

import json
import os
import sys


def main():
    """Read the job from standard input and do it."""
    here = os.path.dirname(os.path.abspath(__file__))
    # The script's folder would shadow the user's modules; the package is found through its parent, for a moment only.
    sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != here]
    sys.path.insert(0, os.path.dirname(here))
    from hasten_child import limits, loader, observer, reshaped, sampler

    del sys.path[0]
    job = json.load(sys.stdin)
    limits.set_rlimits(job["rlimits"])
    loader.offer_call_class()
    module = loader.load(job["place"])
    reshaped.begin(job["place"].get("reshaped") or {}, module)
    context = observer.Context(module, job["place"]["module"], job["entry"], [])
    context.put(job["place"].get("state") or {})
    runs = sampler.Sampler(module, job["entry"], context.decode_call, job["calls"], None, context.state)
    runs.prepare()
    for _ in range(job["passes"]):
        for index in range(len(job["calls"])):
            runs.warm(index, 1)
    sys.stdout.flush()
    # The interpreter's own clearing away is no part of the calls.
    os._exit(0)


if __name__ == "__main__":
    main()
