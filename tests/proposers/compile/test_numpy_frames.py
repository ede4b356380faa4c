"""Loops over the rows of a frame become operations on its columns that give what the rows gave."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.proposers.compile.vectorising import both_forms, difference

from hasten.proposers.compile.refusal import Unsupported

FORMS = {
    "iterrows": """
def f(frame):
    out = []
    for _, row in frame.iterrows():
        amount = row["price"] * row["quantity"]
        if row["quantity"] >= 3:
            amount = amount * 0.9
        out.append(amount)
    return out
""",
    "itertuples": """
def f(frame):
    total = 0.0
    for row in frame.itertuples():
        if row.quantity > 1:
            total += row.price
    return total
""",
    "by position": """
def f(frame):
    n = 0
    out = []
    for i in range(len(frame)):
        if frame["price"].iloc[i] > 0.5:
            n += 1
        out.append(frame.iloc[i]["quantity"])
    return n, out
""",
    "columns": """
def f(frame):
    return [p - 2 * q for p, q in zip(frame["price"], frame.quantity)]
""",
    "apply with a lambda": """
def f(frame):
    return frame.apply(lambda row: row["price"] if row["quantity"] > 2 else -row["price"], axis=1)
""",
    "apply with a function": """
def level(row):
    half = row["price"] / 2
    if row["quantity"] > 2:
        return half + 1.0
    return half

def f(frame):
    frame = frame.copy()
    frame["level"] = frame.apply(level, axis=1)
    return frame
""",
    "a new column": """
def f(frame):
    out = []
    for _, row in frame.iterrows():
        out.append(row["price"] * 2.0)
    frame["double"] = out
""",
}
ODD = [0.0, -0.0, 1e308, -1e308, 5e-324, math.inf, -math.inf, math.nan]


def frame(rng: random.Random, kind: str) -> pd.DataFrame:
    n = rng.choice([1, 2, 3, 9])
    prices = [rng.choice(ODD) if rng.random() < 0.1 else rng.uniform(-9, 9) for _ in range(n)]
    whole = [rng.choice([2**53 + 1, -(2**63)]) if rng.random() < 0.05 else rng.randint(-5, 5) for _ in range(n)]
    quantities: list[Any] = whole if kind != "floats" else [float(x) for x in whole]
    columns: dict[str, Any] = {"price": prices, "quantity": quantities}
    if kind == "texts":
        columns["name"] = ["a"] * n
    elif kind == "tests":
        columns["paid"] = [True] * n
    labels = [rng.randint(0, 3) for _ in range(n)]
    return pd.DataFrame(columns, index=labels if rng.random() < 0.5 else None)


@pytest.mark.parametrize("kind", ["floats", "numbers", "texts", "tests"])
@pytest.mark.parametrize("name", FORMS)
def test_forms(name: str, kind: str) -> None:
    rng = random.Random(f"{name} {kind}")
    source = f"import numpy as np\nimport pandas as pd\n\n{FORMS[name]}"
    plain = [(pd.DataFrame(frame(random.Random(3), kind)),), (frame(random.Random(8), kind),)]
    old, new, text = both_forms(source, "f", plain)
    assert "to_numpy()" in text
    found = [difference(old, new, (frame(rng, kind),)) for _ in range(40)]
    assert [] == [one for one in found if one is not None and one is not NotImplemented][:1]
    assert any(one is None for one in found)


@pytest.mark.parametrize(
    "odd",
    [
        pd.DataFrame({"price": [1.0], "quantity": ["a"]}), pd.DataFrame({"quantity": [1], "price": [1.0]}),
        pd.DataFrame({"price": [1.0], "quantity": [1], "other": [1]}), pd.DataFrame({"price": [1, 2], "quantity": [1, 2]}),
        pd.DataFrame({"price": [], "quantity": []}), pd.DataFrame({"price": [1.0], "quantity": [1]}, dtype="float32"),
        pd.DataFrame({"price": [1.0], "quantity": pd.array([1], dtype="Int64")}), {"price": [1.0], "quantity": [1]}, None,
        pd.DataFrame([[1.0, 2, 3]], columns=["price", "quantity", "quantity"]),
    ],
)  # fmt: skip
def test_other_frames_are_left_to_the_plain_function(odd: Any) -> None:
    source = f"import pandas as pd\n{FORMS['iterrows']}"
    _, new, _ = both_forms(source, "f", [(pd.DataFrame({"price": [1.0, 2.5], "quantity": [1, 4]}),)])
    assert NotImplemented is new(odd)
    assert 2 == len(new(pd.DataFrame({"price": [1.0, 2.5], "quantity": [1, 4]})))


@pytest.mark.parametrize(
    "text",
    [
        # The label, a text, an attribute that is no column, a row that goes elsewhere, rows with another column.
        "out = []\n    for i, row in frame.iterrows():\n        out.append(i * 2.0)\n    return out",
        "out = []\n    for i, row in frame.iterrows():\n        out.append(row['name'])\n    return out",
        "out = []\n    for i, row in frame.iterrows():\n        out.append(row.size * 2.0)\n    return out",
        "out = []\n    for i, row in frame.iterrows():\n        out.append(row)\n    return out",
        "out = []\n    for i, row in frame.iterrows():\n        row['price'] = 2.0\n    return out",
        "return frame.apply(lambda row: row['price'] * 2.0)",
        "return frame.apply(lambda row: len(row), axis=1)",
        "return frame.apply(lambda row, k: row['price'] * k, axis=1)",
        "return sorted([1.0], key=lambda x: x)",
    ],
)
def test_what_is_no_column_is_left_to_the_rows(text: str) -> None:
    plain = [(pd.DataFrame({"price": [1.0, 2.5], "quantity": [1, 4], "name": ["a", "b"]}),)]
    with pytest.raises(Unsupported):
        both_forms(f"import pandas as pd\n\ndef f(frame):\n    {text}\n", "f", plain)


def test_a_new_column_of_floats_would_make_integers_of_rows_floats() -> None:
    source = """
import pandas as pd

def f(frame):
    first = []
    for _, row in frame.iterrows():
        first.append(row["a"] * 0.5)
    frame["half"] = first
    second = []
    for _, row in frame.iterrows():
        second.append(row["a"])
    return second
"""
    with pytest.raises(Unsupported):
        both_forms(source, "f", [(pd.DataFrame({"a": np.arange(4)}),)])
