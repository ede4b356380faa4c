"""Shrink a call to the smallest that still shows something."""

from __future__ import annotations

from collections.abc import Callable

from hasten.core.values import (
    CallTree,
    Path,
    Tree,
    call_tree,
    canonical,
    has_refs,
    int_tree,
    label_refs,
    renumber,
    replace_at,
    size,
)
from hasten.inputs.parts import every_part, is_fixed, with_unique_keys
from hasten.inputs.signature import Signature, bind, expanded
from hasten.inputs.simpler import complexity, simpler_values

#: Evaluations of one shrinking, unless told otherwise.
MOST_EVALUATIONS = 400


class _Spent(Exception):
    """The evaluations are used up."""


def shrink(
    call: CallTree,
    shows: Callable[[CallTree], bool],
    *,
    limit: int = MOST_EVALUATIONS,
    signature: Signature | None = None,
) -> CallTree:
    """The smallest call found that still shows what ``call`` shows.

    Greedy: every accepted step makes the call simpler (``complexity``), so it ends. The same arguments give the same
    result.

    Args:
        call: A call for which ``shows`` holds.
        shows: The predicate; it is never asked twice about the same call.
        limit: Evaluations at most.
        signature: When given, only calls that it admits are tried.
    """
    shrinker = _Shrinker(call, shows, limit, signature)
    try:
        shrinker.run()
    except _Spent:
        pass
    return shrinker.best


class _Shrinker:
    def __init__(
        self, call: CallTree, shows: Callable[[CallTree], bool], limit: int, signature: Signature | None
    ) -> None:
        self.best = call
        self.rank = complexity(call)
        self.shows = shows
        self.left = limit
        self.signature = signature
        self.asked = {canonical(call)}

    def run(self) -> None:
        """Apply all kinds of steps until none helps."""
        while any([self._without_aliases(), self._arguments(), self._parts(), self._repeated()]):
            pass

    def accept(self, candidate: CallTree) -> bool:
        """Whether ``candidate`` became the best: simpler, in the domain, and still showing it."""
        text = canonical(candidate)
        if text in self.asked or complexity(candidate) >= self.rank:
            return False
        self.asked.add(text)
        if self.signature is not None and not self.signature.admits(candidate):
            return False
        if self.left <= 0:
            raise _Spent
        self.left -= 1
        if not self.shows(candidate):
            return False
        self.best, self.rank = candidate, complexity(candidate)
        return True

    def _without_aliases(self) -> bool:
        if not has_refs(self.best):
            return False
        plain = expanded(self.best)
        text = canonical(plain)
        if text in self.asked:
            return False
        # Written out it may be longer; it is simpler all the same.
        self.rank = (complexity(plain)[0] + 1, 0, "")
        if self.accept(plain):
            return True
        self.rank = complexity(self.best)
        return False

    def _arguments(self) -> bool:
        """Leave out arguments: keywords, then the last positional ones."""
        before = self.rank
        for name in list(self.best["kwargs"]):
            kwargs = {key: tree for key, tree in self.best["kwargs"].items() if key != name}
            self._accept_labelled({**self.best, "kwargs": kwargs}, {})
        while self.best["args"] and self._may_drop_last() and self._dropped_last():
            pass
        return self.rank != before

    def _may_drop_last(self) -> bool:
        if self.signature is None:
            return False
        return bind(self.signature, call_tree(self.best["args"][:-1], self.best["kwargs"])) is not None

    def _dropped_last(self) -> bool:
        return self._accept_labelled({**self.best, "args": self.best["args"][:-1]}, {})

    def _accept_labelled(self, edited: CallTree, labels: dict[str, Tree]) -> bool:
        if has_refs(self.best) and not labels:
            return False
        return self.accept(edited)

    def _parts(self) -> bool:
        """Simplify every part in place, large ones first, from the outside in."""
        before = self.rank
        progress = True
        while progress:
            progress = False
            edited, labels = label_refs(self.best)
            parts = [(path, part) for path, part in every_part(edited) if not is_fixed(part)]
            parts.sort(key=lambda item: -size(item[1]))
            for path, part in parts:
                if self._part(edited, labels, path, part):
                    progress = True
                    break
        return self.rank != before

    def _part(self, edited: CallTree, labels: dict[str, Tree], path: Path, part: Tree) -> bool:
        def put(simpler: Tree) -> bool:
            changed = with_unique_keys(replace_at(edited, path, simpler), path)
            return self.accept(renumber(changed, labels) if labels else changed)

        number = _whole(part)
        if number is None:
            return any(put(simpler) for simpler in simpler_values(part))
        return least_number(number, lambda value: put(int_tree(value))) != number

    def _repeated(self) -> bool:
        """Simplify a scalar in all its places at once: equal values may have to stay equal."""
        before = self.rank
        edited, labels = label_refs(self.best)
        places: dict[str, list[Path]] = {}
        values: dict[str, Tree] = {}
        for path, part in every_part(edited):
            if not isinstance(part, list) or part[0] == "i":
                places.setdefault(canonical(part), []).append(path)
                values[canonical(part)] = part
        for text, paths in places.items():
            if len(paths) > 1 and self._everywhere(edited, labels, paths, values[text]):
                break
        return self.rank != before

    def _everywhere(self, edited: CallTree, labels: dict[str, Tree], paths: list[Path], part: Tree) -> bool:
        def put(simpler: Tree) -> bool:
            changed = edited
            for path in paths:
                changed = replace_at(changed, path, simpler)
            for path in reversed(paths):
                changed = with_unique_keys(changed, path)
            return self.accept(renumber(changed, labels) if labels else changed)

        number = _whole(part)
        if number is None:
            return any(put(simpler) for simpler in simpler_values(part))
        return least_number(number, lambda value: put(int_tree(value))) != number


def _whole(tree: Tree) -> int | None:
    if type(tree) is int:
        return tree
    return int(tree[1], 16) if isinstance(tree, list) and tree[0] == "i" else None


def least_number(value: int, put: Callable[[int], bool]) -> int:
    """The whole number nearest to 0 for which ``put`` holds, by bisection.

    ``put`` is taken to hold for ``value`` and from some magnitude on; where it does not, the result still satisfies it.
    """
    if value < 0 and put(-value):
        value = -value
    sign, high = (1, value) if value >= 0 else (-1, -value)
    for small in (0, 1, 2, 3):
        if small >= high or put(sign * small):
            return sign * min(small, high)
    low = 3
    # First the number of digits, then the digits.
    while high.bit_length() - low.bit_length() > 1:
        middle = 1 << ((high.bit_length() + low.bit_length()) // 2 - 1)
        if put(sign * middle):
            high = middle
        else:
            low = middle
    while high - low > 1:
        middle = (low + high) // 2
        if put(sign * middle):
            high = middle
        else:
            low = middle
    return sign * high
