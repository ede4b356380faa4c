"""What a source can reach beyond computing: named by the text alone, before anything runs.

The screen compares NEW with OLD: what the original reaches already is its own business. It is a first, cheap look;
what is hidden from it meets the observer and the sandbox.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator


def _table(text: str) -> dict[str, str]:
    """``reach: module module ...`` a line, as module -> reach."""
    found = {}
    for line in text.strip().splitlines():
        reach, _, modules = line.partition(":")
        found.update(dict.fromkeys(modules.split(), reach.strip()))
    return found


#: Modules whose mere import reaches out.
_MODULES = _table(
    """
    native memory: ctypes _ctypes cffi mmap
    processes: subprocess multiprocessing pty _posixsubprocess
    threads or processes: concurrent.futures _thread
    timers: sched
    network: socket _socket ssl http urllib.request requests ftplib smtplib xmlrpc socketserver
    the garbage collector: gc _gc
    exit hooks: atexit
    signals: signal _signal
    process limits: resource
    crash handling: faulthandler
    files: fcntl shutil tempfile sqlite3 shelve dbm
    the import system: imp pkgutil runpy zipimport
    the installation: sysconfig site
    the machine: platform
    the user: getpass pwd grp
    entropy: secrets
    stack frames: traceback
    tracing: trace bdb pdb cProfile profile tracemalloc
    code objects: code codeop marshal dis
    replacing objects: unittest.mock mock
    object construction: pickle
    builtins: builtins
    """
)
#: Parts of modules that reach out, where the rest of the module is harmless.
_ATTRIBUTES = {
    module: frozenset(names.split())
    for module, names in {
        "os": """
            fork forkpty _exit abort kill killpg system popen execv execve execvp execvpe execl execle execlp execlpe
            spawnl spawnle spawnv spawnve spawnvp posix_spawn posix_spawnp remove unlink rename renames replace rmdir
            removedirs mkdir makedirs link symlink truncate ftruncate chmod chown write open fdopen dup dup2 pipe setsid
            setuid setgid setpriority nice putenv unsetenv environ environb getenv chroot chdir umask sched_setaffinity
            register_at_fork ptrace mkfifo memfd_create sendfile setns unshare getpid getppid
            uname cpu_count getlogin getuid geteuid getgid getegid getcwd getcwdb urandom getrandom listdir scandir walk
            stat lstat access isatty ttyname getloadavg
            """,
        "os.path": "exists lexists isfile isdir islink getmtime getatime getctime getsize expanduser expandvars",
        "datetime.datetime": "now utcnow today",
        "datetime.date": "today",
        "pathlib.Path": "home cwd",
        "uuid": "uuid1 uuid4 getnode",
        "codecs": "register register_error",
        "sys": """
            _getframe _current_frames _getframemodulename settrace setprofile gettrace getprofile modules meta_path
            path_hooks path path_importer_cache addaudithook setrecursionlimit setswitchinterval excepthook
            unraisablehook displayhook exit argv _current_exceptions exc_info monitoring set_int_max_str_digits
            setdlopenflags breakpointhook getrefcount _clear_type_cache _debugmallocstats
            flags executable orig_argv prefix base_prefix exec_prefix warnoptions
            """,
        "threading": """
            Thread Timer settrace setprofile excepthook enumerate _start_new_thread main_thread active_count
            current_thread get_ident get_native_id
            """,
        "inspect": """
            stack currentframe trace getframeinfo getouterframes getinnerframes getsource getsourcelines getsourcefile
            getfile getmodule getmembers getclosurevars getlocals getgeneratorlocals getgeneratorstate
            """,
        "importlib": "reload util machinery abc invalidate_caches",
        "types": "FunctionType CodeType LambdaType FrameType TracebackType CellType",
        "asyncio": "create_subprocess_exec create_subprocess_shell open_connection start_server "
                   "set_event_loop_policy to_thread",
        "warnings": "filterwarnings simplefilter showwarning filters resetwarnings",
        "locale": "setlocale",
        "time": "tzset sleep clock_settime time time_ns clock_gettime clock_gettime_ns",
        "decimal": "setcontext DefaultContext",
        "io": "open FileIO open_code",
        "logging": "disable basicConfig",
        "random": "seed setstate SystemRandom",
        "linecache": "cache getline getlines",
        "weakref": "finalize",
    }.items()
}  # fmt: skip
#: What may be taken by name from a module of the first table.
_HARMLESS = {"http": {"HTTPStatus"}, "shutil": {"get_terminal_size"}, "pickle": {"PickleError"}}
#: Builtins that reach out by being named.
_BUILTINS = frozenset("exec eval compile __import__ open input breakpoint exit quit".split())
_DUNDERS = frozenset(
    """
    __subclasses__ __globals__ __code__ __closure__ __builtins__ __defaults__ __kwdefaults__ __loader__ __spec__
    __traceback__ __mro__ __bases__ __base__ f_back f_locals f_globals f_builtins f_code tb_frame tb_next gi_frame
    gi_code cr_frame ag_frame func_globals co_code co_consts cell_contents __getattribute__ __reduce__ __reduce_ex__
    """.split()
)
#: Conversions that read the clock where nothing is given to convert.
_NOW = frozenset("time.localtime time.gmtime time.ctime time.asctime".split())
#: Method names that read the file system when the object is a path.
_PATH_READS = frozenset("exists expanduser is_file is_dir stat lstat iterdir read_text read_bytes glob rglob".split())
#: Names by which code sees how and where it is run; the last is common at the end of a module.
_WHERE = frozenset("__builtins__ __loader__ __spec__ __file__ __debug__ __name__".split())
#: Method names that write to files when the object is a path.
_PATH_WRITES = frozenset("write_text write_bytes unlink rmdir touch symlink_to hardlink_to".split())


def reached(source: str) -> dict[str, int]:
    """What a module reaches: a phrase for each thing, with the line where it is named first.

    Raises:
        SyntaxError: The source does not parse.
    """
    tree = ast.parse(source)
    found: dict[str, int] = {}
    aliases = dict(_imported(tree))
    for what, line in _steps(tree, aliases):
        found.setdefault(what, line)
    return found


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names bound by imports anywhere in the module, with the dotted path that they stand for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.partition(".")[0],
                    alias.name if alias.asname else alias.name.partition(".")[0],
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _steps(tree: ast.Module, aliases: dict[str, str]) -> Iterator[tuple[str, int]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _module(alias.name, line)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                # Only classes of the library that compute are imported by name from modules that also reach out.
                yield from _dotted(f"{node.module}.{alias.name}", line)
        elif isinstance(node, ast.Attribute):
            yield from _attribute(node, aliases, line)
        elif isinstance(node, ast.Name):
            if node.id in _BUILTINS and node.id not in aliases and isinstance(node.ctx, ast.Load):
                yield f"calls {node.id}", line
            elif node.id in _WHERE and (node.id != "__name__" or id(node) in inside):
                yield f"names {node.id}", line
        elif isinstance(node, ast.Call):
            yield from _call(node, aliases, line)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Delete | ast.For | ast.With):
            yield from _targets(node, aliases)


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def _module(name: str, line: int) -> Iterator[tuple[str, int]]:
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        prefix = ".".join(parts[:end])
        if prefix in _MODULES:
            yield f"imports {prefix} ({_MODULES[prefix]})", line
            return


def _dotted(path: str, line: int) -> Iterator[tuple[str, int]]:
    """A dotted path that is imported or read."""
    module, _, name = path.rpartition(".")
    if name in _ATTRIBUTES.get(module, ()):
        yield f"uses {path}", line
    elif module in _MODULES:
        if name not in _HARMLESS.get(module, ()):
            yield f"imports {module} ({_MODULES[module]})", line
    else:
        yield from _module(path, line)


def _attribute(node: ast.Attribute, aliases: dict[str, str], line: int) -> Iterator[tuple[str, int]]:
    if node.attr in _DUNDERS:
        yield f"uses .{node.attr}", line
    elif node.attr in _PATH_WRITES:
        yield f"calls .{node.attr}", line
    elif node.attr in _PATH_READS and any(path.startswith("pathlib") for path in aliases.values()):
        yield f"calls .{node.attr}", line
    base = _path(node.value, aliases)
    if base is not None and node.attr in _ATTRIBUTES.get(base, ()):
        yield f"uses {base}.{node.attr}", line


def _path(node: ast.expr, aliases: dict[str, str]) -> str | None:
    """The dotted path of an expression that starts at an imported name."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute):
        base = _path(node.value, aliases)
        return f"{base}.{node.attr}" if base is not None else None
    return None


def _call(node: ast.Call, aliases: dict[str, str], line: int) -> Iterator[tuple[str, int]]:
    path = _path(node.func, aliases)
    if path in _NOW and not node.args:
        yield f"calls {path}() of the present moment", line
    if not isinstance(node.func, ast.Name) or node.func.id in aliases:
        return
    name = node.func.id
    if name in ("globals", "locals", "vars") and (name != "vars" or not node.args):
        yield f"calls {name}()", line
    if name in ("setattr", "delattr") and node.args and (_path(node.args[0], aliases) or _is_type_call(node.args[0])):
        yield f"calls {name} on {ast.unparse(node.args[0])}", line
    if name == "getattr" and len(node.args) > 1 and _path(node.args[0], aliases):
        if not isinstance(node.args[1], ast.Constant):
            yield f"calls getattr on {ast.unparse(node.args[0])} with a computed name", line
        elif isinstance(node.args[1].value, str):
            path = _path(node.args[0], aliases)
            yield from _dotted(f"{path}.{node.args[1].value}", line)
    if (
        name == "getattr"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and node.args[1].value in _DUNDERS
    ):
        yield f"uses .{node.args[1].value}", line


def _is_type_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"


def _targets(node: ast.stmt, aliases: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Assignments to attributes or items of imported modules and of builtins: monkey-patching."""
    if isinstance(node, ast.With):
        targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
    elif isinstance(node, ast.Assign | ast.Delete):
        targets = list(node.targets)
    else:
        targets = [node.target]  # type: ignore[attr-defined]
    while targets:
        target = targets.pop()
        if isinstance(target, ast.Tuple | ast.List):
            targets += target.elts
        elif isinstance(target, ast.Starred):
            targets.append(target.value)
        elif isinstance(target, ast.Attribute | ast.Subscript):
            base = target.value
            while isinstance(base, ast.Subscript):
                base = base.value
            path = _path(base, aliases)
            builtin = isinstance(base, ast.Name) and base.id in vars(builtins) and base.id not in aliases
            if path is not None or (builtin and isinstance(target, ast.Attribute)):
                yield f"assigns to {ast.unparse(target)}", target.lineno
            elif isinstance(base, ast.Call) and isinstance(base.func, ast.Name) and base.func.id in ("globals", "vars"):
                yield f"assigns to {ast.unparse(target)}", target.lineno


def unresolved(source: str) -> dict[str, str]:
    """Global names that functions read and nothing defines, each with the function that reads it first.

    A module with a star import may define anything; then nothing is reported.

    Raises:
        SyntaxError: The source does not parse.
    """
    tree = ast.parse(source)
    if any(isinstance(n, ast.ImportFrom) and any(a.name == "*" for a in n.names) for n in ast.walk(tree)):
        return {}
    table = symtable.symtable(source, "<module>", "exec")
    defined = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    defined |= set(vars(builtins)) | {
        "__file__",
        "__name__",
        "__doc__",
        "__path__",
        "__package__",
        "__builtins__",
        "__annotations__",
        "__dict__",
        "__module__",
        "__qualname__",
        "__class__",
    }
    found: dict[str, str] = {}
    todo = list(table.get_children())
    scopes = []
    while todo:
        scope = todo.pop(0)
        scopes.append(scope)
        todo += scope.get_children()
    for scope in scopes:
        defined |= {s.get_name() for s in scope.get_symbols() if s.is_declared_global() and s.is_assigned()}
    for scope in [table, *scopes]:
        for symbol in scope.get_symbols():
            name = symbol.get_name()
            if symbol.is_referenced() and (symbol.is_global() or scope is table) and name not in defined:
                found.setdefault(name, scope.get_name())
    return found
