"""Whether the child side is still what it was before the code under test was loaded.

Code that shares a process with its judge can rewrite the judge. This notices the plain ways to do so: a function
replaced in its module or class, its code exchanged, an entry put into a table of functions. It is itself within reach,
so it turns a lie into a finding where the lie is simple; what holds against the others is the static screen, and that
no process here knows what the original answers.
"""

import builtins
import operator
import types

__builtins__ = dict(vars(builtins))

_is = operator.is_
_code = operator.attrgetter("__code__")


#: What every observation goes through: places (a module, or a class in one) and the names watched in them. Only
#: these: to look at a function is to write to its page, which a fork pays for.
_WATCHED = {
    "wire": ("send", "receive"),
    "codec": ("encode", "encode_call", "dumps", "digest", "fingerprint", "class_name"),
    "classes": ("dumps", "digest", "class_name", "_to_json", "sha256"),
    "encoder.Encoder": ("encode", "sequence", "scalars", "pairs", "list_", "dict_", "tuple_"),
    "observer": ("observe_call", "observe_values", "call", "_encode_values", "_process_time", "summary"),
    "observer.Context": ("function", "globals", "decode_call"),
    "drive": ("drive", "is_lazy", "exception"),
    "streams.Streams": ("begin", "end"),
    "process_state": ("snapshot", "changes", "randomness"),
    "reach.Reach": ("begin", "end", "files"),
    "reach.Originals": ("replaced",),
    "worker.Worker": ("serve", "op_observe", "op_sample", "op_result"),
    "sampler.Sampler": ("sample",),
}

#: The table of functions by which values are encoded, in whichever module it lies.
_TABLE = "_EXACT"


class Guard:
    """Remembers what every observation goes through.

    Args:
        modules: Modules of the child side by their short names.
    """

    def __init__(self, modules):
        self._rows = []
        self._functions = []
        for where, wanted in _WATCHED.items():
            module, _, cls = where.partition(".")
            owner = modules.get(module)
            owner = getattr(owner, cls, None) if cls else owner
            place = vars(owner) if owner is not None else {}
            names = tuple(name for name in wanted if name in place)
            if not names:
                continue
            read = operator.itemgetter(*names, names[0])
            values = read(place)
            self._rows.append((where, place, names, read, values))
            self._functions += [value for value in values if type(value) is types.FunctionType]
        for short, module in modules.items():
            table = getattr(module, _TABLE, None)
            if table:
                self._rows.append((short, table, tuple(table), operator.itemgetter(*table), tuple(table.values())))
        self._codes = list(map(_code, self._functions))

    def altered(self):
        """Names of what is no longer what it was, sorted; empty as a rule."""
        found = []
        if not all(map(_is, map(_code, self._functions), self._codes)):
            pairs = zip(self._functions, self._codes)
            found += ["hasten_child." + f.__qualname__ for f, code in pairs if f.__code__ is not code]
        for where, place, names, read, values in self._rows:
            try:
                if all(map(_is, read(place), values)):
                    continue
            except KeyError:
                pass
            found += ["hasten_child.%s.%s" % (where, n) for n, v in zip(names, values) if place.get(n) is not v]
        return sorted(set(found))
