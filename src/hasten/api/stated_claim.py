"""What somebody claims of a change, read from a sentence or from evidence that hasten wrote, as one factor."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from hasten.errors import InvalidArgument

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_FASTER = r"(?:faster|quicker|speed[- ]?ups?|(?:more|higher)\s+throughput)"
_LESS = r"(?:less|shorter|lower|fewer|reduction|decrease|saved|saving|off)"
_UNITS_S = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "sec": 1.0, "seconds": 1.0, "min": 60.0}
_UNIT = r"\s*(ns|us|µs|ms|sec|seconds|s|min)\b"
_WORDS = {"twice": 2.0, "double": 2.0, "half the time": 2.0, "three times": 3.0, "ten times": 10.0}
_ADVICE = 'write it as "15 % faster", "2.5x", "30 % less time" or "from 2.0 s to 1.4 s"'


@dataclass(frozen=True)
class StatedClaim:
    """A claim about time.

    Attributes:
        text: As it was made.
        factor: Old time over new time that is claimed, above 1; None where only "faster" or only sameness is claimed.
        faster: Whether a gain is claimed at all.
    """

    text: str
    factor: float | None
    faster: bool = True


def stated_claim(given: str) -> StatedClaim:
    """The claim in a sentence, or in the file of that name when it ends in ``.json``.

    ``N % faster`` is read as N per cent more calls in the same time (a factor of 1 + N/100), ``N % less time`` as what
    it says (1 / (1 - N/100)). Of evidence that hasten wrote, the low end of its interval is what it vouches for.

    Raises:
        InvalidArgument: It holds no figure that can be read, or claims no gain.

    Example:
        >>> stated_claim("15 % faster").factor, stated_claim("takes 50% less time").factor
        (1.15, 2.0)
    """
    if given.endswith(".json"):
        return _of_evidence(Path(given))
    text = " ".join(given.lower().split())
    if re.search(r"\b(memory|bytes|ram)\b", text):
        raise InvalidArgument(f"--claim {given!r} is about memory, but only claims about time are checked; {_ADVICE}")
    if re.search(r"\b(slower|slow down|slowdown)\b", text):
        raise InvalidArgument(f"--claim {given!r} claims no gain; turn OLD and NEW round, and {_ADVICE}")
    factor = _factor(text)
    if factor is None:
        if re.fullmatch(r"(it is |is |runs )?(faster|quicker)[.!]?", text):
            return StatedClaim(given, None)
        raise InvalidArgument(f"--claim {given!r} holds no figure that can be read; {_ADVICE}")
    if not factor > 1.0:
        raise InvalidArgument(f"--claim {given!r} claims no gain (a factor of {factor:g}); {_ADVICE}")
    return StatedClaim(given, factor)


def _factor(text: str) -> float | None:
    if found := re.search(rf"from {_NUMBER}{_UNIT} (?:down )?to {_NUMBER}{_UNIT}", text):
        before = _number(found[1]) * _UNITS_S[found[2]]
        after = _number(found[3]) * _UNITS_S[found[4]]
        return before / after if after > 0 else None
    if found := re.search(rf"{_NUMBER}\s*(?:%|percent|per cent)", text):
        share = _number(found[1]) / 100
        rest = text[found.end() :]
        if re.match(rf"\s*{_FASTER}", rest):
            return round(1.0 + share, 12)
        saves = re.match(rf"\s*{_LESS}", rest) or re.search(r"\b(reduc\w*|cut\w*|lower\w*|sav\w*|decreas\w*)\b", text)
        if saves and share < 1.0:
            return round(1.0 / (1.0 - share), 12)
        return None
    if found := re.search(rf"{_NUMBER}\s*(?:x|×|times|-?\s?fold)(?![a-z])", text):
        return _number(found[1])
    return next((factor for words, factor in _WORDS.items() if words in text), None)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _of_evidence(file: Path) -> StatedClaim:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidArgument(f"--claim {file} cannot be read: {error.strerror}; {_ADVICE}") from error
    except ValueError as error:
        raise InvalidArgument(f"--claim {file} is no JSON ({error}); give a file that --json wrote") from error
    if not isinstance(found, dict) or not str(found.get("schema", "")).startswith("hasten.evidence/"):
        raise InvalidArgument(f"--claim {file} is no evidence of one target; give a file that --json wrote")
    outcome, speedup = found.get("outcome"), found.get("speedup")
    if outcome == "no_difference":
        return StatedClaim(str(file), None, faster=False)
    low = speedup.get("low") if isinstance(speedup, dict) else None
    if outcome != "faster" or not isinstance(low, int | float) or not low > 1.0:
        raise InvalidArgument(f"--claim {file} claims no gain (its outcome is {outcome!r}); give evidence of a gain")
    return StatedClaim(str(file), float(low))
