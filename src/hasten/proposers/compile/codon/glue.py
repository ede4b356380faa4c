"""The C++ between Python and kernels that Codon compiled: arguments in, results out, memory, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hasten.proposers.compile.codon.results import results_of, width
from hasten.proposers.compile.ir import Kernel
from hasten.proposers.compile.lattice import BOOL, FLOAT, Type
from hasten.proposers.compile.native.emit import ending, method_table, runtime, tupled

_SCALARS = {"bool": "bool", "int": "i64", "float": "double"}


def glue_source(kernels: Sequence[Kernel], module: str, original: str) -> str:
    """The C++ text of the extension module, without the kernels, which are linked to it."""
    support = Path(__file__).with_name("glue.h").read_text(encoding="utf-8").rstrip("\n")
    head = f"// Made by hasten from {original}. Edit the Python function, not this file."
    entries = [_entry(kernel, number) for number, kernel in enumerate(kernels)]
    called = [(f"entry{number}", kernel.entry) for number, kernel in enumerate(kernels)]
    return "\n\n".join([head, runtime(), tupled(), support, *entries, method_table(called, module)]) + "\n"


def _type(type_: Type) -> str:
    return f"list<{_type(type_.element)}>" if type_.kind == "list" else _SCALARS[type_.kind]


def _entry(kernel: Kernel, number: int) -> str:
    main = kernel.main
    declared: list[str] = []
    lists: list[tuple[int, Type]] = []
    made: list[str] = []
    passed: list[str] = []
    n_arguments = len(main.parameters) + len(kernel.constants)
    types = [*[main.variables[name] for name in main.parameters], *kernel.constants.values()]
    for place, type_ in enumerate(types):
        made += [f"        {_type(type_)} a{place}{{}};", f"        unbox(all, args[{place}], a{place});"]
        if type_.kind == "list":
            declared += ["void *", "i64"]
            lists.append((place, type_))
            if type_.element.kind == "list":
                made.append(f"        std::vector<Span> rows{place} = spans(a{place});")
                passed += [f"rows{place}.data()", f"(i64)rows{place}.size()"]
            else:
                passed += [f"a{place}.p->d", f"a{place}.size()"]
        else:
            declared.append("double" if type_ == FLOAT else "i64")
            passed.append(f"(i64)a{place}" if type_ == BOOL else f"a{place}")
    if any(f.recursive for f in kernel.functions):
        declared.append("i64")
        passed.append("500 - std::min(5000, Py_GetRecursionLimit() / 2)")
    results = results_of(kernel)
    places = max(1, *[width(r.type) for r in results])
    holding = any(_holds_list(r.type) for r in results)
    held = list(enumerate(lists)) if holding else []
    lines = [
        f'extern "C" i64 core{number}({", ".join([*declared, "i64 *", "i64 *"])});',
        f"static PyObject *entry{number}(PyObject *, PyObject *const *args, Py_ssize_t n) {{",
        f"    if (n != {n_arguments}) Py_RETURN_NOTIMPLEMENTED;",
        "    try {",
        "        Arguments all;",
        *["        all.changing = true;"] * kernel.changes,
        *made,
        "        Memory memory;",
        f"        i64 given[{max(1, len(lists))}], out[{places}], which = 0;",
        f"        escaped([&]() {{ which = core{number}({', '.join([*passed, 'given', 'out'])}); }});",
        *(["        Origins origins;"] if holding else []),
        *[f"        origins.note((Held<{_held(t)}> *)given[{k}], args[{place}]);" for k, (place, t) in held],
        *["        all.write_back();"] * kernel.changes,
        "        switch (which) {",
        *[f"            case {r.number}: return {_boxed(r.type, 0)};" for r in results],
        "        }",
        *ending("Decline", "std::bad_alloc"),
    ]
    return "\n".join(lines)


def _holds_list(type_: Type) -> bool:
    return type_.kind == "list" or any(map(_holds_list, type_.of))


def _held(list_type: Type) -> str:
    """What stands in Codon's memory for an element of a list."""
    return _in_memory(list_type.element)


def _in_memory(type_: Type) -> str:
    if type_.kind == "list":
        return f"Held<{_in_memory(type_.element)}> *"
    if type_.kind == "tuple":
        return f"Row<{', '.join(map(_in_memory, type_.of))}>"
    return _SCALARS[type_.kind]


def _boxed(type_: Type, place: int) -> str:
    """The object of what lies in places of ``out``."""
    if type_.kind == "none":
        return "box(none())"
    if type_.kind == "list":
        return f"origins.boxed(({_in_memory(type_)})out[{place}])"
    if type_.kind == "tuple":
        parts = []
        for part in type_.of:
            parts.append(_boxed(part, place))
            place += width(part)
        return f"tupled({{{', '.join(f'[&]() {{ return {part}; }}' for part in parts)}}})"
    if type_.kind == "float":
        return f"box(real_at(out + {place}))"
    return f"box(out[{place}] != 0)" if type_ == BOOL else f"box(out[{place}])"
