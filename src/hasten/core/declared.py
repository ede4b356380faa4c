"""A command target out of the text that it declares itself with, so that a stored run can be gone on with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hasten.core.command_target import CommandTarget, Goal, Step
from hasten.core.space import Choice, Flag, Float, Int, Names, Space
from hasten.errors import StoreError

_KINDS: Mapping[str, Any] = {kind.__name__: kind for kind in (Choice, Flag, Float, Int, Names, Space, Goal, Step)}


def restored(text: str, *, folder: Path, file: Path) -> CommandTarget:
    """The inverse of ``CommandTarget.declared``.

    Raises:
        StoreError: The text is none that this version wrote.
    """
    try:
        fields = {name: _value(part) for name, part in json.loads(text).items()}
        return CommandTarget(**fields, folder=folder, file=file)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise StoreError(
            f"a stored tuning request cannot be read ({error}); start it again with `hasten tune`"
        ) from error


def _value(part: Any) -> Any:
    if isinstance(part, dict):
        fields = {name: _value(inner) for name, inner in part.items() if name}
        return _KINDS[part[""]](**fields) if "" in part else fields
    return tuple(_value(inner) for inner in part) if isinstance(part, list) else part
