"""Print pandas frames, series and indices as the calls that make them."""

from __future__ import annotations

from collections.abc import Callable

from hasten.core.tree.make import Tree

_NATURAL = {"int64": (int,), "float64": (float,), "bool": (bool,), "str": (str,)}


def frame_source(tree: Tree, text: Callable[[Tree], str]) -> str | None:
    """``pandas.Series([1, 2], index=['b', 'a'])``; None for what is no frame, series or plain index.

    Args:
        tree: A tree of tag ``o``.
        text: Prints a part.
    """
    fields = tree[2]
    if tree[1] == "pandas:Series":
        parts = [_column(fields["data"], text)]
        if (index := _labels(fields["index"], text)) is not None:
            parts.append(f"index={index}")
        if fields.get("name") is not None:
            parts.append(f"name={text(fields['name'])}")
        return f"pandas.Series({', '.join(parts)})"
    if tree[1] == "pandas:DataFrame":
        names = _names(fields["columns"])
        if names is None or len(set(map(repr, names))) != len(names):
            return None
        columns = [_column(column, text) for column in fields["data"][1]]
        made = ", ".join(f"{text(name)}: {column}" for name, column in zip(names, columns, strict=True))
        index = _labels(fields["index"], text)
        return f"pandas.DataFrame({{{made}}}{'' if index is None else f', index={index}'})"
    if tree[1].startswith("pandas") and tree[1].endswith("Index") and "data" in fields:
        return f"pandas.Index({_column(fields['data'], text)})"
    return None


def _column(data: Tree, text: Callable[[Tree], str]) -> str:
    """Values as a list, with their type where pandas would not choose it by itself."""
    kind, cells = data[1][0], data[1][1][1]
    listed = f"[{', '.join(text(cell) for cell in cells)}]"
    plain = bool(cells) and all(type(cell) in _NATURAL.get(kind, ()) for cell in cells)
    return listed if plain else f"pandas.array({listed}, dtype={kind!r})"


def _names(index: Tree) -> list[Tree] | None:
    return list(index[2]["data"][1][1][1]) if "data" in index[2] else None


def _labels(index: Tree, text: Callable[[Tree], str]) -> str | None:
    """The index, or None where it is the one that pandas makes."""
    labels = _names(index)
    if labels is not None and "RangeIndex" in index[1] and labels == list(range(len(labels))):
        return None
    return text(index)
