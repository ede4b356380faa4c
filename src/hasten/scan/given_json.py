"""A JSON file that an option names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hasten.errors import InvalidArgument


def read_json(option: str, file: Path, advice: str) -> Any:
    """What the file holds.

    Args:
        option: The option that named it, as typed.
        file: The file.
        advice: What to do where it is of no use.

    Raises:
        InvalidArgument: It cannot be read, or is no JSON.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidArgument(f"{option} {file} cannot be read: {error.strerror}; {advice}") from error
    except ValueError as error:
        raise InvalidArgument(f"{option} {file} is no JSON ({error}); {advice}") from error
