"""numpy arrays and pandas frames, both ways; neither is imported unless the user's program has done so."""

from __future__ import annotations

import base64
import builtins
import sys

from .classes import class_name, identity, sha256

__builtins__ = dict(vars(builtins))

#: In place of an object that is being made.
PENDING = object()


def tree_of(encoder, obj, mro, depth):
    """The tree of a value of numpy or pandas, or None for any other."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and any(base is numpy.ndarray for base in mro):
        return _ndarray(encoder, numpy, obj, depth)
    if numpy is not None and any(base is numpy.generic for base in mro):
        return _numpy_scalar(encoder, numpy, obj)
    if numpy is not None and any(base is numpy.dtype for base in mro):
        return ["x", "numpy.dtype(%r)" % (obj.str if obj.fields is None else obj.descr,)]
    pandas = sys.modules.get("pandas")
    if pandas is not None and hasattr(pandas, "DataFrame"):
        return _frame(encoder, pandas, obj, mro, depth)
    return None


def _numpy_scalar(encoder, numpy, obj):
    encoder.left -= 2
    kind = type(obj).__name__
    item = obj.item()
    if isinstance(obj, (numpy.datetime64, numpy.timedelta64)):
        unit = numpy.datetime_data(obj.dtype)
        return ["x", "numpy.%s(%r, %r)" % (kind, str(obj) if kind == "datetime64" else int(obj.view("i8")), unit)]
    if isinstance(item, (bool, int, float, str, bytes)):
        return ["x", "numpy.%s(%r)" % ({"bool": "bool_", "str": "str_", "bytes": "bytes_"}.get(kind, kind), item)]
    if isinstance(item, complex):
        return ["x", "numpy.%s(complex(%r, %r))" % (kind, item.real, item.imag)]
    return ["?", "numpy:" + kind, str(obj)]


def _ndarray(encoder, numpy, obj, depth):
    known = encoder.seen(obj)
    if known:
        return known
    plain = numpy.ndarray.view(obj, numpy.ndarray)
    base = obj
    while type(base.base) is numpy.ndarray or isinstance(base.base, numpy.ndarray):
        base = base.base
    number = encoder.memo.buffers.setdefault(identity(base), encoder.memo.numbers[identity(obj)])
    encoder.memo.keep[encoder.memo.numbers[identity(obj)]] = (obj, base)
    flags = {}
    if number != encoder.memo.numbers[identity(obj)]:
        flags["of"] = number
    if not plain.flags.writeable:
        flags["readonly"] = True
    if plain.ndim > 1 and plain.flags.f_contiguous and not plain.flags.c_contiguous:
        flags["order"] = "F"
    if type(obj) is not numpy.ndarray:
        flags["class"] = class_name(type(obj), encoder.module)
    if plain.dtype.hasobject:
        data = encoder.sequence(plain.ravel().tolist(), depth)
    else:
        raw = plain.tobytes()
        encoder.left -= len(raw) >> 3
        cut = len(raw) > 65536 and len(raw) > 8 * max(encoder.left, 0)
        data = ["cut", plain.size, sha256(raw).hexdigest()] if cut else base64.b64encode(raw).decode()
    kind = plain.dtype.str if plain.dtype.fields is None else repr(plain.dtype.descr)
    return ["a", kind, list(plain.shape), data, flags]


def _frame(encoder, pandas, obj, mro, depth):
    if any(base is pandas.DataFrame for base in mro):
        known = encoder.seen(obj)
        return known or [
            "o",
            "pandas:DataFrame",
            {
                "index": encoder.encode(obj.index, depth + 1),
                "columns": encoder.encode(obj.columns, depth + 1),
                "data": ["t", [_column(encoder, obj.iloc[:, i], depth) for i in range(obj.shape[1])]],
            },
        ]
    if any(base is pandas.Series for base in mro):
        known = encoder.seen(obj)
        return known or [
            "o",
            "pandas:Series",
            {
                "index": encoder.encode(obj.index, depth + 1),
                "name": encoder.encode(obj.name, depth + 1),
                "data": _column(encoder, obj, depth),
            },
        ]
    if any(base is pandas.Index for base in mro):
        known = encoder.seen(obj)
        names = encoder.encode(list(obj.names), depth + 1)
        return known or ["o", class_name(type(obj)), {"data": _column(encoder, obj, depth), "names": names}]
    if any(base is pandas.Timestamp or base is pandas.Timedelta for base in mro):
        return ["x", "pandas.%s(%r)" % (type(obj).__name__, str(obj))]
    if obj is pandas.NaT:
        return ["x", "pandas.NaT"]
    if obj is getattr(pandas, "NA", None):
        return ["x", "pandas.NA"]
    return None


def _column(encoder, values, depth):
    return ["t", [str(values.dtype), ["t", encoder.sequence(values.tolist(), depth)]]]


def make_array(decoder, tree):
    """An array out of its tree."""
    import numpy

    _, kind, shape, data, flags = tree
    dtype = numpy.dtype(eval(kind, {}) if kind.startswith("[") else kind)
    place = len(decoder.numbered)
    decoder.numbered.append(PENDING)
    if isinstance(data, str):
        plain = numpy.frombuffer(bytearray(base64.b64decode(data)), dtype=dtype)
        plain = plain.copy() if "of" not in flags else plain
    else:
        items = decoder.all(data)
        plain = numpy.empty(len(items), dtype=dtype)
        for i, item in enumerate(items):
            plain[i] = item
    out = plain.reshape(shape)
    if flags.get("order") == "F":
        out = numpy.asfortranarray(out)
    if flags.get("readonly"):
        out.flags.writeable = False
    if "class" in flags:
        out = out.view(decoder.named_class(flags["class"]))
    decoder.numbered[place] = out
    return out


def _make_frame(decoder, fields):
    import pandas

    decoder.numbered.append(PENDING)
    index, columns = decoder.decode(fields["index"]), decoder.decode(fields["columns"])
    parts = [_series_values(pandas, decoder.decode(t)) for t in fields["data"][1]]
    out = pandas.DataFrame(dict(enumerate(parts)), index=index) if parts else pandas.DataFrame(index=index)
    out.columns = columns
    return out


def _make_series(decoder, fields):
    import pandas

    decoder.numbered.append(PENDING)
    index, name = decoder.decode(fields["index"]), decoder.decode(fields["name"])
    kind, items = decoder.decode(fields["data"])
    return pandas.Series(list(items), dtype=kind, index=index, name=name)


def _make_index(decoder, fields):
    import pandas

    decoder.numbered.append(PENDING)
    kind, items = decoder.decode(fields["data"])
    names = decoder.decode(fields["names"])
    if items and isinstance(items[0], tuple) and len(names) > 1:
        return pandas.MultiIndex.from_tuples(list(items), names=names)
    return pandas.Index(list(items), dtype=kind, name=names[0])


def _make_range_index(decoder, fields):
    import pandas

    out = _make_index(decoder, fields)
    step = int(out[1] - out[0]) if len(out) > 1 else 1
    return pandas.RangeIndex(
        int(out[0]) if len(out) else 0, int(out[-1]) + step if len(out) else 0, step, name=out.name
    )


def _series_values(pandas, part):
    kind, items = part
    return pandas.array(list(items), dtype=kind) if kind != "object" else list(items)


#: Makers by class name.
SPECIAL = {"pandas:DataFrame": _make_frame, "pandas:Series": _make_series}
for _name in ("Index", "MultiIndex", "DatetimeIndex", "CategoricalIndex"):
    for _module in (
        "pandas",
        "pandas.core.indexes.base",
        "pandas.core.indexes.multi",
        "pandas.core.indexes.datetimes",
        "pandas.core.indexes.category",
    ):
        SPECIAL[_module + ":" + _name] = _make_index
SPECIAL["pandas.core.indexes.range:RangeIndex"] = SPECIAL["pandas:RangeIndex"] = _make_range_index
