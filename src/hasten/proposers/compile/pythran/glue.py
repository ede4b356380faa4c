"""The C++ between Python and kernels that Pythran translated: exact types in, exact types out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import Type, known
from hasten.proposers.compile.native.emit import ending, method_table, runtime, tupled

_SCALARS = {"bool": "bool", "int": "i64", "float": "double"}


def glue_source(kernels: Sequence[Kernel], results: Sequence[Type], module: str, original: str) -> str:
    """The C++ text of the extension module, which includes what Pythran makes of the kernels."""
    support = Path(__file__).with_name("glue.h").read_text(encoding="utf-8").rstrip("\n")
    head = f"// Made by hasten from {original}. Edit the Python function, not this file."
    include = f'#include "{module}_core.hpp"'
    entries = [_entry(k, r, n, f"{module}_core") for n, (k, r) in enumerate(zip(kernels, results, strict=True))]
    called = [(f"entry{number}", kernel.entry) for number, kernel in enumerate(kernels)]
    table = method_table(called, module, "methods_")
    return "\n\n".join([head, include, runtime(), tupled(), support, *entries, table]) + "\n"


def _type(type_: Type) -> str:
    return f"list<{_type(known(type_.element))}>" if type_.kind == "list" else _SCALARS[type_.kind]


def _entry(kernel: Kernel, result: Type, number: int, core: str) -> str:
    main = kernel.main
    types = [*[known(main.variables[name]) for name in main.parameters], *kernel.constants.values()]
    made = [
        line for place, type_ in enumerate(types)
        for line in (f"        {_type(type_)} a{place}{{}};", f"        unbox(all, args[{place}], a{place});")
    ]  # fmt: skip
    passed = [f"handed(a{place})" for place in range(len(types))]
    if any(f.recursive for f in kernel.functions):
        passed.append("(long)(500 - std::min(5000, Py_GetRecursionLimit() / 2))")
    lines = [
        f"static PyObject *entry{number}(PyObject *, PyObject *const *args, Py_ssize_t n) {{",
        f"    if (n != {len(types)}) Py_RETURN_NOTIMPLEMENTED;",
        "    try {",
        "        Arguments all;",
        *made,
        f"        auto r = __pythran_{core}::f{number}_{kernel.entry}()({', '.join(passed)});",
        f"        return {_boxed(result, 'r')};",
        *ending("Decline", "pythonic::types::BaseException", "std::bad_alloc", "std::length_error"),
    ]
    return "\n".join(lines)


def _boxed(type_: Type, text: str) -> str:
    """The object of a result, whose type in C++ must be the one that is expected."""
    if type_.kind == "none":
        return "box(none())"
    if type_.kind == "list":
        return f"returned_list<{_SCALARS[type_.element.kind]}>({text})"
    if type_.kind == "tuple":
        parts = [f"[&]() {{ return {_boxed(part, f'std::get<{k}>({text})')}; }}" for k, part in enumerate(type_.of)]
        return f"tupled({{{', '.join(parts)}}})"
    return f"returned<{_SCALARS[type_.kind]}>({text})"
