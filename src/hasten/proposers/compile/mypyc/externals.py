"""What the world knows of Python: which builtins and modules it may call, and what they give."""

from __future__ import annotations

from collections.abc import Mapping

from hasten.proposers.compile.mypyc.atoms import ANY, BOOL, BYTES, FLOAT, INT, NONE, OPAQUE, STR, Ty

#: Exceptions that a handler may name: nothing of the compiled form raises one of them where plain Python would not.
CATCHABLE = frozenset(
    "ValueError KeyError IndexError LookupError ZeroDivisionError OverflowError ArithmeticError StopIteration "
    "AssertionError NotImplementedError".split()
)
EXCEPTIONS = CATCHABLE | {"Exception", "TypeError", "RuntimeError", "AttributeError", "NameError"}

#: Builtins with a result of their own; others are worked out in ``infer``.
BUILTINS: Mapping[str, Ty] = {
    "len": INT, "int": INT, "float": FLOAT, "str": STR, "bool": BOOL, "repr": STR, "ord": INT, "chr": STR,
    "hex": STR, "oct": STR, "bin": STR, "isinstance": BOOL, "issubclass": BOOL, "any": BOOL, "all": BOOL,
    "callable": BOOL, "format": STR, "ascii": STR, "bytes": BYTES, "bytearray": OPAQUE, "hash": INT, "object": ANY,
    "complex": ANY, "pow": ANY, "slice": ANY, "memoryview": OPAQUE, "frozenset": OPAQUE,
}  # fmt: skip
#: Builtins that are worked out from their arguments.
DERIVED = frozenset("abs min max sum sorted list tuple dict set range enumerate zip reversed map filter iter next "
                    "round divmod print".split())  # fmt: skip

STR_METHODS: Mapping[str, Ty] = {
    **dict.fromkeys(
        "capitalize casefold center expandtabs format join ljust lower lstrip removeprefix removesuffix replace rjust "
        "rstrip strip swapcase title translate upper zfill format_map".split(), STR,
    ),
    **dict.fromkeys("count find index rfind rindex".split(), INT),
    **dict.fromkeys(
        "endswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle "
        "isupper startswith".split(), BOOL,
    ),
    "encode": BYTES,
}  # fmt: skip
STR_LISTS = frozenset({"split", "rsplit", "splitlines"})

_MATH_FLOAT = (
    "acos acosh asin asinh atan atan2 atanh cbrt copysign cos cosh degrees dist erf erfc exp exp2 expm1 fabs fmod fsum "
    "gamma hypot ldexp lgamma log log10 log1p log2 nextafter pow radians remainder sin sinh sqrt tan tanh ulp"
).split()
_MATH_INT = "comb factorial gcd isqrt lcm perm".split()

#: Modules whose functions may be called: they keep no state that outlives a call, but for the generator of ``random``.
MODULES = frozenset(
    "math cmath random itertools functools operator heapq bisect collections string array io decimal fractions re "
    "statistics".split()
)
#: Names of those modules that reach beyond.
REFUSED = frozenset(
    "io.open io.FileIO io.open_code functools.lru_cache functools.cache functools.singledispatch random.SystemRandom "
    "decimal.getcontext decimal.setcontext decimal.localcontext collections.namedtuple functools.cached_property "
    "functools.wraps functools.update_wrapper functools.total_ordering random.seed_from io.text_encoding "
    "itertools.tee functools.partialmethod array._array_reconstructor operator.attrgetter operator.methodcaller "
    "operator.setitem operator.delitem operator.iadd operator.iconcat copy.copy".split()
)
RESULTS: Mapping[str, Ty] = {
    **{f"math.{name}": FLOAT for name in _MATH_FLOAT},
    **{f"math.{name}": INT for name in _MATH_INT},
    **dict.fromkeys(["math.pi", "math.e", "math.tau", "math.inf", "math.nan"], FLOAT),
    **dict.fromkeys(["math.isnan", "math.isinf", "math.isfinite", "math.isclose"], BOOL),
    **dict.fromkeys(["random.random", "random.uniform", "random.gauss", "random.expovariate"], FLOAT),
    **dict.fromkeys(["random.randrange", "random.randint", "random.getrandbits"], INT),
    **dict.fromkeys(["random.seed", "random.shuffle"], NONE),
    **dict.fromkeys(["io.StringIO", "io.BytesIO", "array.array", "collections.deque", "collections.Counter"], OPAQUE),
    **dict.fromkeys(["decimal.Decimal", "fractions.Fraction", "collections.OrderedDict"], OPAQUE),
    **dict.fromkeys(["bisect.bisect", "bisect.bisect_left", "bisect.bisect_right"], INT),
    "collections.defaultdict": OPAQUE,
}
#: Of an unpredictable kind: an integer for a float, what ``__floor__`` says for anything else.
ROUNDING = frozenset({"math.floor", "math.ceil", "math.trunc"})
