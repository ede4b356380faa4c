"""What the original cannot finish in time: such an input is void, and larger ones will be too."""

from __future__ import annotations

import math

from hasten.core.values import CallTree, Tree, size
from hasten.inputs.signature import Signature, bind

#: Whole numbers up to this are never held responsible for a slow call.
HARMLESS = 64


class TooSlow:
    """Remembers void calls and says which others not to try.

    The largest whole number of a void call is held responsible if it is large, else the size of the call.

    Args:
        signature: The parameters; numbers are remembered per parameter.
    """

    def __init__(self, signature: Signature) -> None:
        self.signature = signature
        self.ceilings: dict[str, int] = {}
        self.size_ceiling = math.inf

    def note(self, call: CallTree) -> None:
        """The original ran out of time on this call."""
        numbers = self._numbers(call)
        name, value = max(numbers.items(), key=lambda item: item[1], default=("", 0))
        if value > HARMLESS:
            self.ceilings[name] = min(value, self.ceilings.get(name, value))
        else:
            self.size_ceiling = min(self.size_ceiling, max(size(call), 2))

    def admits(self, call: CallTree) -> bool:
        """Whether the call is worth trying."""
        if self.ceilings:
            for name, value in self._numbers(call).items():
                if value >= self.ceilings.get(name, math.inf):
                    return False
        return self.size_ceiling == math.inf or size(call) < self.size_ceiling

    def _numbers(self, call: CallTree) -> dict[str, int]:
        """The magnitude of each argument that is a whole number."""
        found: dict[str, int] = {}
        for parameter, _, tree in bind(self.signature, call) or []:
            value = _magnitude(tree)
            if value is not None:
                found[parameter.name] = max(value, found.get(parameter.name, 0))
        return found


def _magnitude(tree: Tree) -> int | None:
    if type(tree) is int:
        return abs(tree)
    if isinstance(tree, float) and tree == tree and abs(tree) != math.inf:
        return abs(int(tree))
    return abs(int(tree[1], 16)) if isinstance(tree, list) and tree[0] == "i" else None
