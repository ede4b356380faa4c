"""The index: every algorithm of the catalogue, and those of modules that the user names."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType

from hasten.errors import InvalidArgument
from hasten.proposers.algorithms import catalogue
from hasten.proposers.algorithms.algorithm import Algorithm


def load_index(extra: Sequence[str] = ()) -> tuple[Algorithm, ...]:
    """All algorithms, those of ``extra`` first.

    Args:
        extra: Dotted names of modules that define algorithms with the ``algorithm`` decorator, as in
            ``[tool.hasten] algorithms = ["my_pkg.fast"]``. They are imported into this process: name trusted code only.

    Raises:
        InvalidArgument: A module cannot be imported or defines no algorithm.
    """
    found: list[Algorithm] = []
    for name in extra:
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            raise InvalidArgument(
                f"the module of algorithms {name!r} cannot be imported: {error}; check the name"
            ) from error
        own = list(_algorithms_in(module))
        if not own:
            raise InvalidArgument(f"the module {name!r} defines no algorithm; decorate a function with @algorithm")
        found += own
    return (*found, *_catalogue())


@cache
def _catalogue() -> tuple[Algorithm, ...]:
    found: list[Algorithm] = []
    for info in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda info: info.name):
        found += _algorithms_in(importlib.import_module(f"{catalogue.__name__}.{info.name}"))
    return tuple(found)


def _algorithms_in(module: ModuleType) -> Iterator[Algorithm]:
    return (value for value in vars(module).values() if isinstance(value, Algorithm))
