from dataclasses import dataclass, field
from typing import Dict, List, Tuple


@dataclass
class Role:
    name: str
    grants: Tuple[str, ...] = ()
    denies: Tuple[str, ...] = ()
    parents: List[str] = field(default_factory=list)


def effective_permissions(roles, assignments, audited):
    by_name = {}
    for role in roles:
        if role.name in by_name:
            raise ValueError(f"role {role.name} defined twice")
        by_name[role.name] = role
    done = {}

    def resolve(name, trail):
        known = done.get(name)
        if known is not None:
            return known
        if name in trail:
            raise ValueError("circular roles: " + " -> ".join(trail[trail.index(name):] + (name,)))
        role = by_name[name]
        allowed = set()
        depth = 0
        inner = trail + (name,)
        for parent in role.parents:
            inherited, parent_depth = resolve(parent, inner)
            allowed |= inherited
            if parent_depth > depth:
                depth = parent_depth
        allowed.difference_update(role.denies)
        allowed.update(role.grants)
        found = done[name] = (allowed, depth + 1)
        return found

    result = {}
    holders = {perm: [] for perm in sorted(audited)}
    audit_keys = holders.keys()
    deepest = 0
    for user in sorted(assignments):
        perms = set()
        for role_name in assignments[user]:
            allowed, depth = resolve(role_name, ())
            perms |= allowed
            if depth > deepest:
                deepest = depth
        result[user] = sorted(perms)
        for perm in audit_keys:
            if perm in perms:
                holders[perm].append(user)
    return result, holders, deepest
