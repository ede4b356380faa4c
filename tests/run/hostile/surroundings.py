"""Code that changes what is around it, so that others see something else: clocks, checkers, hooks, streams."""

from tests.run.hostile.behaviour import Behaviour

_KIND = "changes its surroundings"


def _changes(name: str, body: str, where: str = "call", *, seen: bool = True) -> Behaviour:
    lines = body.strip().splitlines()
    if where == "import":
        return Behaviour(_KIND, name, "\n".join(lines) + "\ndef f(x):\n    return x\n", 1.0, seen)
    inner = "\n".join("    " + line for line in lines)
    return Behaviour(_KIND, name, f"def f(x):\n{inner}\n    return x\n", 1.0, seen)


ROWS = (
    _changes("replaces a builtin", "import builtins\nbuiltins.len = lambda x: 0"),
    _changes("replaces a builtin at import", "import builtins\nbuiltins.isinstance = lambda *a: True", "import"),
    _changes("replaces type", "import builtins\nbuiltins.type = lambda *a: int"),
    _changes(
        "stops the clocks",
        "import time\ntime.process_time = time.perf_counter = time.monotonic = time.time = lambda: 0.0",
    ),
    _changes("stops the clocks at import", "import time\ntime.process_time = time.thread_time = lambda: 0.0", "import"),
    _changes("replaces the encoder", "import json\njson.dumps = json.JSONEncoder.encode = lambda *a, **k: '7'"),
    _changes("replaces the hashes", "import hashlib\nhashlib.sha256 = lambda *a: None", "import"),
    _changes("replaces a module", "import sys, types\nsys.modules['math'] = types.ModuleType('math')"),
    _changes(
        "puts a hook before all imports",
        "import sys\nclass H:\n    def find_spec(self, *a): return None\nsys.meta_path.insert(0, H())",
    ),
    _changes(
        "puts a hook before all imports at import",
        "import sys\nclass H:\n    def find_spec(self, *a): raise ImportError('no')\nsys.meta_path.insert(0, H())",
        "import",
    ),
    _changes("replaces the path of imports", "import sys\nsys.path.insert(0, '/tmp')"),
    _changes("sends every random number", "import random\nrandom.random = lambda: 4"),
    _changes("seeds the random numbers", "import random\nrandom.seed(1)"),
    _changes("changes folder", "import os\nos.chdir('/')"),
    _changes("changes the mask of new files", "import os\nos.umask(0o777)"),
    _changes("changes the environment", "import os\nos.environ['TZ'] = 'Mars'"),
    _changes("changes the time zone", "import os, time\nos.environ['TZ'] = 'UTC+5'\ntime.tzset()"),
    _changes("changes the decimal context", "import decimal\ndecimal.getcontext().prec = 3"),
    _changes("changes limits of its process", "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))"),
    _changes("changes how often threads change", "import sys\nsys.setswitchinterval(100)"),
    _changes("switches the collector off", "import gc\ngc.disable()"),
    _changes("changes the recursion limit", "import sys\nsys.setrecursionlimit(200)"),
    _changes("closes its output", "import os\nos.close(1)\nos.close(2)", seen=False),
    _changes("closes its output in Python", "import sys\nsys.stdout.close()", seen=False),
    _changes("replaces its output", "import sys\nsys.stdout = None"),
    _changes("changes the warnings", "import warnings\nwarnings.simplefilter('error')"),
    _changes("changes the hook of last resort", "import sys\nsys.excepthook = sys.unraisablehook = lambda *a: None"),
    _changes("removes the function under test", "globals().pop('f')"),
    _changes("replaces the function under test", "globals()['f'] = lambda x: x"),
    _changes("becomes first to go", "open('/proc/self/oom_score_adj', 'w').write('-1000')"),
)
