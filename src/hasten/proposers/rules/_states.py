"""A state that is handed from one function to the next and copied with each change: who holds it at which time.

Every function is walked in the order of its statements. The state has one name at a time; parts of it
(``state["items"]``) may have names as well, which are good until the part is changed. Whatever else happens to the
state, or to a part that is changed in place, ends the walk: somebody might still look at what it was.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hasten.code.function import FunctionCode
from hasten.code.locate import kind_of
from hasten.code.match import argument_at, is_name
from hasten.code.purity import MUTATING_METHODS
from hasten.code.scopes import loaded, target_names
from hasten.proposers.rules._in_place import InPlace, in_place
from hasten.proposers.rules._state_looks import Looks
from hasten.proposers.rules._state_names import (
    ALL,
    Family,
    Held,
    Line,
    Made,
    Names,
    Rewritten,
    is_new,
    joined,
    kind_by,
    place_of,
    positional,
    without_place,
)


def family_of(code: FunctionCode, name: str) -> Family | None:
    """Follows the state that a name of a function holds through all functions that get it; None where it is held."""
    blocked: set[str] = set()
    parts: set[str] = set()
    for _ in range(8):
        found = Family(code, blocked=set(blocked), in_place=set(parts))
        try:
            _Walk(found, code, name, is_step=False).run()
            done: set[str] = set()
            while set(found.steps) - done:
                step = next(iter(set(found.steps) - done))
                done.add(step)
                other = code.program.function(step)
                parameter = positional(other)[found.steps[step]]
                _Walk(found, other, parameter, is_step=True).run()
        except Held:
            return None
        wrong = {part for part, kinds in found.parts.items() if part in found.escaped or kind_by(kinds) is None}
        wrong |= {
            part for part, value in found.values
            if part in found.parts and not is_new(value, kind_by(found.parts[part]) or "")
        }  # fmt: skip
        if found.taken_whole or found.whole:
            wrong |= set(found.parts)
        if kind_by(found.kinds) is None:
            return None
        if not wrong and parts == set(found.parts):
            return found
        blocked |= wrong
        parts = set(found.parts) - blocked
    return None


@dataclass
class _Walk(Looks):
    """The walk through one function."""

    first: str
    is_step: bool
    ways_out: list[list[Names]] = field(default_factory=list)
    put: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Walk the body.

        Raises:
            Held: The state cannot be changed in place.
        """
        code, name = self.code, self.first
        if not isinstance(code.node, ast.FunctionDef) or code.node.decorator_list or kind_of(code.node) != "function":
            raise Held("not a plain function")
        if code.outer is not None:
            raise Held("a function inside another")
        for node in code.all(ast.Name):
            if node.id == name and code.in_nested_function(node):
                raise Held("a function inside takes hold of the state")
        begun = self.is_step or name in code.parameters
        ended = self.block(code.node.body, Names(name if begun else ""))
        if ended is not None and self.is_step:
            raise Held("a step that gives nothing back")

    # -- statements ------------------------------------------------------------------------------------------------

    def block(self, statements: Sequence[ast.stmt], names: Names | None) -> Names | None:
        """The names behind statements; None where nothing gets there."""
        for statement in statements:
            if names is None:
                return None
            names = self.statement(statement, names)
        return names

    def statement(self, node: ast.stmt, names: Names) -> Names | None:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            return self.assign(node, node.targets[0], node.value, names)
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            if isinstance(node.target, ast.Name) and self.state(node.value, names) is None:
                return self.named(node.target.id, node.value, names, node)
            raise Held("an annotated change")
        if isinstance(node, ast.Return):
            self.returned(node, names)
            return None
        if isinstance(node, ast.Raise):
            self.look(node, names)
            return None
        if isinstance(node, ast.If):
            return self.branches(node, names)
        if isinstance(node, ast.For | ast.While):
            return self.loop(node, names)
        if isinstance(node, ast.Break | ast.Continue):
            if not self.ways_out:
                raise Held("a way out of nothing")
            self.ways_out[-1].append(names)
            return None
        if isinstance(node, ast.AugAssign | ast.Delete | ast.Expr):
            return self.changed(node, names)
        if isinstance(node, ast.Try | ast.With):
            return self.guarded(node, names)
        if isinstance(node, ast.Assert | ast.Pass):
            self.look(node, names)
            return names
        if {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & names.known():
            raise Held("a statement that is not followed")
        return names

    def guarded(self, node: ast.Try | ast.With, names: Names) -> Names:
        """Somebody may go on after a half of the change: nothing may change inside."""
        before = len(self.family.rewritten), len(self.family.calls), len(self.family.starts)
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.stmt):
                self.statement(part, names)
            elif isinstance(part, ast.ExceptHandler):
                self.block(part.body, names)
            else:
                self.look(part, names)
        if before != (len(self.family.rewritten), len(self.family.calls), len(self.family.starts)):
            raise Held("a change under try")
        bound = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        return names.without(bound) if names.root else names

    def branches(self, node: ast.If, names: Names) -> Names | None:
        self.look(node.test, names)
        return joined(self.block(node.body, names), self.block(node.orelse, names))

    def loop(self, node: ast.For | ast.While, names: Names) -> Names | None:
        walked = node.iter if isinstance(node, ast.For) else node.test
        through = bool(loaded(walked) & names.known())
        self.look(walked, names)
        size = len(self.family.rewritten), len(self.family.calls)
        at: Names | None = names
        # What a turn leaves behind is what the next one finds.
        for _ in range(2):
            assert at is not None
            inside = at.without(target_names(node.target)) if isinstance(node, ast.For) else at
            if isinstance(node, ast.While):
                self.look(walked, inside)
            self.ways_out.append([])
            ended = self.block(node.body, inside)
            for way in self.ways_out.pop():
                ended = joined(ended, way)
            at = joined(at, ended)
        if isinstance(node, ast.For) and through and size != (len(self.family.rewritten), len(self.family.calls)):
            raise Held("the loop goes through what changes")
        return self.block(node.orelse, at)

    def returned(self, node: ast.Return, names: Names) -> None:
        value = node.value
        if not self.is_step:
            if value is not None and any(self.step_call(inner, names) for inner in ast.walk(value)):
                raise Held("a step whose result goes elsewhere")
            for inner in ast.walk(value) if value is not None else ():
                was = names.stale | names.old | set(dict(names.pending).values())
                if isinstance(inner, ast.Name) and inner.id in was:
                    raise Held("what was is given out")
            return
        if isinstance(value, ast.Tuple) and any(self.state(part, names) for part in value.elts):
            raise Held("two results")
        found = self.state(value, names) if value is not None else None
        if found is None:
            raise Held("another result")
        self.committed(names)
        as_it_is = isinstance(value, ast.Name) and value.id == names.root
        if not as_it_is and (found.tail is None or found != Made(tail=found.tail)):
            self.rewrite(Rewritten(node, names.root, found), names)

    def assign(self, node: ast.Assign, target: ast.expr, value: ast.expr, names: Names) -> Names:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = list(zip(target.elts, value.elts, strict=True))
            parts = all(self.part(given, names) is not None or not loaded(given) & names.known() for _, given in pairs)
            if parts and all(isinstance(each, ast.Name) for each, _ in pairs):
                for each, given in pairs:
                    names = self.named(each.id, given, names)  # type: ignore[attr-defined]
                return names
        if isinstance(target, ast.Name):
            return self.bound(node, target.id, value, names)
        if isinstance(target, ast.Subscript | ast.Attribute):
            return self.stored(node, target, value, names)
        self.look(value, names)
        if self.first in target_names(target) and not names.root:
            raise Held("a start among others")
        return names.without(target_names(target))

    def bound(self, node: ast.Assign, name: str, value: ast.expr, names: Names) -> Names:
        found = self.state(value, names) if names.root else None
        if found is not None:
            lines, tail = found.lines, found.tail
            self.committed(names)
            plain = isinstance(value, ast.Name)
            if plain and name not in names.old and name != names.root:
                raise Held("a second name")
            if name != names.root and name in dict(names.alias):
                raise Held("the name of a part")
            target = name if tail is not None or name != names.root else ""
            if tail is not value or found != Made(tail=tail):
                self.rewrite(Rewritten(node, names.root, found, target=target), names)
            changed = names.changed | {line.changed for line in lines}
            stepped = found.first is not None or (tail is not None and not found.dropped)
            if stepped:
                changed |= {ALL}
            old = (names.old | {names.root}) - {name}
            after = replace(
                names, root=name, own=tail is None and not plain, old=old, changed=frozenset(changed), pending=()
            )
            after = replace(after, filled=frozenset())
            if name == names.root:
                after = replace(after, old=names.old)
            return self.aged(after, ALL if stepped else "", lines)
        part = self.changed_part(value, names)
        if part is not None:
            place, kind, changes = part
            if name in names.known() and dict(names.alias).get(name) != place:
                raise Held("a name of the state is given to a part")
            lines = tuple(Line(change, place, place) for change in changes)
            self.family.parts.setdefault(place, set()).add(kind)
            for line in lines:
                for inner in line.change.parts:
                    self.look(inner, names)
            at_once = self.in_order(lines, names)
            self.rewrite(Rewritten(node, names.root, Made(lines=lines), bound=(name, place), at_once=at_once), names)
            aged = self.aged(names, "", (Line(InPlace(""), place, place),))
            alias = (*(pair for pair in aged.alias if pair[0] != name), (name, place))
            return replace(
                aged, alias=alias, stale=aged.stale - {name}, changed=names.changed | {place},
                pending=(*without_place(names.pending, place), (place, name)),
            )  # fmt: skip
        return self.named(name, value, names, node)

    def named(self, name: str, value: ast.expr, names: Names, node: ast.stmt | None = None) -> Names:
        """A name for a part, for something else, or the start."""
        place = self.part(value, names)
        if place is not None and name not in {names.root, *names.old}:
            if place in dict(names.pending):
                if name == dict(names.pending)[place]:
                    return names
                raise Held("a second name of what has changed")
            kept = names.without([name]) if name != names.root else names
            return replace(kept, alias=(*kept.alias, (name, place)))
        self.look(value, names)
        if name == self.first and not self.is_step and (names.root in ("", name)):
            if node is None:
                raise Held("a start among others")
            if names.pending:
                raise Held("a change that is lost")
            if name in loaded(value):
                raise Held("a start that follows from what is not known")
            if node not in self.family.starts:
                self.family.starts.append(node)
            return Names(name, alias=(), stale=names.stale | set(dict(names.alias)))
        return names.without([name])

    def stored(self, node: ast.Assign, target: ast.Subscript | ast.Attribute, value: ast.expr, names: Names) -> Names:
        """``new["key"] = value`` on a copy that was made here, or a change of a part of which there is a copy."""
        holder = target.value
        pending = isinstance(holder, ast.Name) and holder.id in dict(names.pending).values()
        if pending or self.is_filled(holder, names):
            self.look(value, names)
            if isinstance(target, ast.Subscript):
                self.look(target.slice, names)
            return names
        if is_name(holder, names.root) and names.own:
            place = place_of(target)
            if place is None:
                assert isinstance(target, ast.Subscript)
                self.look(value, names)
                self.look(target.slice, names)
                self.family.whole = True
                return replace(names, changed=names.changed | {ALL})
            lines = self.entry(place, value, names)
            if any(line.place for line in lines) or not lines:
                self.rewrite(Rewritten(node, names.root, Made(lines=lines)), names)
            self.committed(names, only=place)
            names = replace(names, pending=without_place(names.pending, place), changed=names.changed | {place})
            copied = place in self.family.parts and not any(line.place == "" for line in lines)
            filled = names.filled | {place} if copied else names.filled - {place}
            return self.aged(replace(names, filled=filled), "", (Line(InPlace(""), place, place),))
        self.look(value, names)
        if loaded(target) & names.known() and not self.only_keys(target, names):
            raise Held("a part is changed by hand")
        return names

    def only_keys(self, target: ast.expr, names: Names) -> bool:
        """Whether a target lies elsewhere, and only its key comes from the state."""
        spine = target
        while isinstance(spine, ast.Subscript | ast.Attribute):
            if isinstance(spine, ast.Subscript):
                self.look(spine.slice, names)
            spine = spine.value
        return isinstance(spine, ast.Name) and spine.id not in names.known()

    def changed(self, node: ast.AugAssign | ast.Delete | ast.Expr, names: Names) -> Names:
        """Changes in place, which are allowed on copies made here."""
        mine = set(dict(names.pending).values()) | ({names.root} if names.own else set())
        if isinstance(node, ast.Expr):
            call = node.value
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                holder = call.func.value
                known = self.is_filled(holder, names)
                filled = known and call.func.attr in MUTATING_METHODS
                if filled or (isinstance(holder, ast.Name) and holder.id in mine):
                    for argument in [*call.args, *(k.value for k in call.keywords)]:
                        self.look(argument, names)
                    return self.by_hand(holder.id, names) if isinstance(holder, ast.Name) else names
            self.look(node.value, names)
            return names
        targets = node.targets if isinstance(node, ast.Delete) else [node.target]
        if isinstance(node, ast.AugAssign):
            self.look(node.value, names)
        for target in targets:
            if isinstance(target, ast.Name):
                names = names.without([target.id])
                continue
            holder = target.value if isinstance(target, ast.Subscript | ast.Attribute) else target
            if self.is_filled(holder, names) and isinstance(target, ast.Subscript):
                self.look(target.slice, names)
                continue
            if isinstance(holder, ast.Name) and holder.id in mine:
                if isinstance(target, ast.Subscript):
                    self.look(target.slice, names)
                place = place_of(target)
                if holder.id == names.root and place is not None and isinstance(node, ast.AugAssign):
                    # A number; a list would be changed in place by it.
                    if place in self.family.in_place:
                        raise Held("a part is changed by hand")
                    names = replace(names, changed=names.changed | {place})
                else:
                    names = self.by_hand(holder.id, names)
            elif loaded(target) & names.known() and not self.only_keys(target, names):
                raise Held("a part is changed by hand")
        return names

    def is_filled(self, node: ast.expr, names: Names) -> bool:
        """Whether an expression stands for a part that was copied into the copy of the state, by its new name."""
        own = isinstance(node, ast.Subscript) and is_name(node.value, names.root) and names.own
        return own and place_of(node) in names.filled

    def by_hand(self, name: str, names: Names) -> Names:
        if name != names.root:
            return names
        self.family.whole = True
        return replace(names, changed=names.changed | {ALL})

    # -- the state and its parts -----------------------------------------------------------------------------------

    def state(self, value: ast.expr, names: Names) -> Made | None:
        """What an expression does to a copy of the state; None where it does something else."""
        if not names.root:
            return None
        if is_name(value, names.root):
            return Made()
        call = self.step_call(value, names)
        if call is not None:
            return self.step(call, names)
        if isinstance(value, ast.Call):
            fixed = self.fields_replaced(value, names)
            if fixed is not None:
                return fixed
        found = in_place(value, lambda node: is_name(node, names.root) or self.step_call(node, names) is not None)
        if found is None:
            return None
        container, kind, changes = found
        self.evaluated_once(changes)
        first = None
        if isinstance(container, ast.Call):
            first = container
            if self.step(container, names) != Made(tail=container):
                raise Held("a step inside a step inside a change")
            if any(self.reads(part, names) for change in changes for part in change.parts) or names.pending:
                raise Held("a value that follows from a part before it was changed")
        self.family.kinds.add(kind)
        lines: list[Line] = []
        for change in changes:
            key = change.parts[0] if change.form == "{c}[{0}] = {1}" else None
            if isinstance(key, ast.Constant):
                lines += self.entry(f"[{ast.unparse(key)}]", change.parts[1], names)
                continue
            for part in change.parts:
                self.look(part, names)
            self.family.whole = True
            lines.append(Line(change, "", ALL))
        return Made(first, tuple(lines))

    def step_call(self, value: ast.AST, names: Names) -> ast.Call | None:
        """The call, where it is one of a function of the module that gets the state."""
        if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name) or not names.root:
            return None
        name = value.func.id
        node = self.code.module.functions.get(name)
        if not isinstance(node, ast.FunctionDef) or name in self.code.local or name == self.family.code.name:
            return None
        parameters = positional(self.code.program.function(name))
        for place, parameter in enumerate(parameters):
            given = argument_at(value, place, parameter)
            if given is not None and self.is_state(given, names):
                return value if self.gives_state_back(name, place) else None
        return None

    def is_state(self, value: ast.expr, names: Names) -> bool:
        """Whether an expression stands for the state, or a copy of it with changes."""
        if is_name(value, names.root) or self.step_call(value, names) is not None:
            return True
        return in_place(value, lambda node: self.is_state(node, names)) is not None

    def gives_state_back(self, name: str, place: int) -> bool:
        """Whether a function returns, somewhere, what it was given or a changed copy of it."""
        if name in self.family.steps:
            return self.family.steps[name] == place
        if (name, place) in self.family.returning:
            return self.family.returning[name, place]
        self.family.returning[name, place] = False
        code = self.code.program.function(name)
        mine = {positional(code)[place]}

        def is_state(value: ast.expr | None) -> bool:
            if isinstance(value, ast.Name):
                return value.id in mine
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                for at, given in enumerate(value.args):
                    if value.func.id in code.module.functions and is_state(given):
                        return self.gives_state_back(value.func.id, at)
            if isinstance(value, ast.Call) and any(isinstance(n, ast.Name) and n.id in mine for n in ast.walk(value)):
                replaced = ast.unparse(value.func).rpartition(".")[2] in ("_replace", "replace")
                if replaced:
                    return True
            return value is not None and in_place(value, is_state) is not None

        for assign in code.all(ast.Assign):
            if is_state(assign.value):
                mine |= {target.id for target in assign.targets if isinstance(target, ast.Name)}
        found = any(is_state(node.value) for node in code.all(ast.Return))
        self.family.returning[name, place] = found
        return found

    def step(self, call: ast.Call, names: Names) -> Made:
        """What the call of a step does, with what happens to the state before it gets there."""
        assert isinstance(call.func, ast.Name)
        name = call.func.id
        parameters = positional(self.code.program.function(name))
        for place, parameter in enumerate(parameters):
            given = argument_at(call, place, parameter)
            if given is None or not self.is_state(given, names):
                continue
            if self.family.steps.setdefault(name, place) != place:
                raise Held("two places for the state")
            others = [a for a in [*call.args, *(k.value for k in call.keywords)] if a is not given]
            if any(keyword.arg is None for keyword in call.keywords):
                raise Held("arguments that are not written")
            inner = self.state(given, names)
            if inner is None:
                raise Held("a call that does not get the state")
            changed = {line.changed for line in inner.lines} | ({ALL} if inner.tail or inner.first else set())
            for other in others:
                read = self.reads(other, names)
                if read & changed or (read and ALL in changed) or (changed and ALL in read):
                    raise Held("a value that follows from a part before it was changed")
                self.look(other, names)
                given_part = self.part(other, names)
                if given_part is not None:
                    self.family.escaped.add(given_part)
            if call not in self.family.calls:
                self.family.calls.append(call)
            if is_name(given, names.root) or inner == Made(tail=inner.tail) != Made():
                return Made(tail=call)
            if inner.tail is not None:
                raise Held("a step inside a change inside a step")
            return replace(inner, tail=call, swapped=given)
        raise Held("a call that does not get the state")

    def fields_replaced(self, call: ast.Call, names: Names) -> Made | None:
        """``replace(state, items=...)`` and ``state._replace(items=...)``."""
        method = isinstance(call.func, ast.Attribute) and call.func.attr == "_replace"
        if method:
            if not is_name(call.func.value, names.root) or call.args:  # type: ignore[attr-defined]
                return None
            copier = "{s}._replace"
        else:
            member = self.code.purity.module_member(call.func)
            if member not in (("dataclasses", "replace"), ("copy", "replace")) or len(call.args) != 1:
                return None
            if not is_name(call.args[0], names.root):
                return None
            # Work that is done for every new record would be left out with the record.
            for node in ast.walk(self.code.module.tree):
                if getattr(node, "name", "") == "__post_init__" or getattr(node, "id", "") == "cached_property":
                    raise Held("more is done for a new record")
            copier = ast.unparse(call.func) + "({s}, "
        self.family.copier = self.family.copier or copier
        lines: list[Line] = []
        dropped: set[str] = set()
        for keyword in call.keywords:
            if keyword.arg is None:
                raise Held("keywords that are not written")
            made = self.entry(f".{keyword.arg}", keyword.value, names)
            if made and not made[0].place:
                continue  # a plain value stays where it is
            dropped.add(keyword.arg)
            lines += made
        kept = [k.value for k in call.keywords if k.arg not in dropped]
        changed = {line.changed for line in lines}
        if any(self.reads(value, names) & {*changed, ALL} for value in kept) and changed:
            raise Held("a value that follows from a part before it was changed")
        return Made(None, tuple(lines), call if kept else None, frozenset(dropped) if kept else frozenset())

    def entry(self, place: str, value: ast.expr, names: Names) -> tuple[Line, ...]:
        """What puts a value in the place of a part."""
        if self.part(value, names) == place:
            self.put.add(place)
            return ()
        part = self.changed_part(value, names)
        if part is not None and part[0] == place and place not in self.family.blocked:
            _, kind, changes = part
            self.put.add(place)
            self.family.parts.setdefault(place, set()).add(kind)
            for change in changes:
                for inner in change.parts:
                    self.look(inner, names)
            return tuple(Line(change, place, place) for change in changes)
        self.look(value, names)
        self.family.values.append((place, value))
        if place.startswith("["):
            key = ast.parse(place[1:-1], mode="eval").body
            return (Line(InPlace("{c}[{0}] = {1}", (key, value)), "", place),)
        return (Line(InPlace("{c}" + place + " = {0}", (value,)), "", place),)

    def part(self, value: ast.expr, names: Names) -> str | None:
        """Which part of the state an expression stands for."""
        if isinstance(value, ast.Name):
            return dict(names.alias).get(value.id) if value.id not in names.stale else None
        if not isinstance(value, ast.Subscript | ast.Attribute) or not isinstance(value.value, ast.Name):
            return None
        place = place_of(value)
        if value.value.id == names.root:
            return place
        return place if value.value.id in names.old and not {place, ALL} & names.changed else None

    def changed_part(self, value: ast.expr, names: Names) -> tuple[str, str, list[InPlace]] | None:
        """The part of which an expression makes a changed copy."""
        if not names.root:
            return None
        found = in_place(value, lambda node: self.part(node, names) is not None)
        if found is None:
            return None
        place = self.part(found[0], names)
        if place is None or place in self.family.blocked:
            return None
        self.evaluated_once(found[2])
        held = dict(names.pending).get(place)
        if held is not None and not is_name(found[0], held):
            raise Held("what was is copied again")
        return place, found[1], found[2]

    def evaluated_once(self, changes: Sequence[InPlace]) -> None:
        """A key that was evaluated for every element, or in front of the value, must not have effects."""
        for change in changes:
            moved = len(change.parts) > 1 or ".pop(" in change.form
            if moved and not self.code.pure(change.parts[0]):
                raise Held("a key with effects")

    def committed(self, names: Names, only: str = "") -> None:
        """Whether an expression puts all parts that have changed into the state."""
        for place, _ in names.pending:
            if (not only or place == only) and place not in self.put:
                raise Held("a change that is lost")
        self.put.clear()

    def aged(self, names: Names, changed: str, lines: Sequence[Line]) -> Names:
        """The names after a change: those of parts that are changed in place stand for what was."""
        places = {line.place for line in lines if line.place}
        if changed == ALL:
            places |= self.family.in_place | set(self.family.parts)
        gone = {name for name, place in names.alias if place in places}
        kept = tuple(pair for pair in names.alias if pair[0] not in gone)
        return replace(names, alias=kept, stale=names.stale | gone)

    def in_order(self, lines: Sequence[Line], names: Names) -> bool:
        """Whether all values must be there before the first change.

        Raises:
            Held: They must, and the changes cannot be made in one statement.
        """
        changed: set[str] = set()
        for line in lines:
            read = set().union(*(self.reads(part, names) for part in line.change.parts))
            if changed and (read & changed or (read and ALL in changed) or ALL in read):
                plain = all(each.change.form == "{c}[{0}] = {1}" for each in lines)
                if not plain or any(self.reads(each.change.parts[0], names) for each in lines):
                    raise Held("a value that follows from a part before it was changed")
                return True
            changed.add(line.changed)
        return False

    def reads(self, value: ast.AST, names: Names) -> set[str]:
        """Which parts an expression looks at."""
        found: set[str] = set()
        for node in ast.walk(value):
            if not isinstance(node, ast.Name) or node.id not in names.known():
                continue
            above = self.code.module.parents.get(node)
            place = self.part(node, names)
            if place is None and isinstance(above, ast.Subscript | ast.Attribute) and above.value is node:
                place = self.part(above, names)
            found.add(place or ALL)
        return found

    def rewrite(self, made: Rewritten, names: Names) -> None:
        if not made.at_once and self.in_order(made.made.lines, names):
            made = replace(made, at_once=True)
        if all(made.statement is not other.statement for other in self.family.rewritten):
            self.family.rewritten.append(made)
