import random
from dataclasses import dataclass, field
from typing import Dict, List, Tuple


@dataclass
class Role:
    name: str
    grants: Tuple[str, ...] = ()
    denies: Tuple[str, ...] = ()
    parents: List[str] = field(default_factory=list)


def effective_permissions(roles: List[Role], assignments: Dict[str, List[str]], audited: List[str]):
    """Work out what each user may do.

    A role has everything its parents have, minus its denies, plus its grants.
    A user has the union of the assigned roles. Unknown roles raise KeyError,
    circular inheritance raises ValueError naming the circle.
    Returns ({user: sorted permissions}, {audited permission: sorted users}, deepest chain used).
    """
    by_name = {}
    for role in roles:
        if role.name in by_name:
            raise ValueError(f"role {role.name} defined twice")
        by_name[role.name] = role

    def resolve(name, trail):
        if name in trail:
            raise ValueError("circular roles: " + " -> ".join(trail[trail.index(name):] + (name,)))
        role = by_name[name]
        allowed = set()
        depth = 0
        for parent in role.parents:
            inherited, parent_depth = resolve(parent, trail + (name,))
            allowed |= inherited
            depth = max(depth, parent_depth)
        allowed.difference_update(role.denies)
        allowed.update(role.grants)
        return allowed, depth + 1

    result = {}
    holders = {perm: [] for perm in sorted(audited)}
    deepest = 0
    for user in sorted(assignments):
        perms = set()
        for role_name in assignments[user]:
            allowed, depth = resolve(role_name, ())
            perms |= allowed
            deepest = max(deepest, depth)
        result[user] = sorted(perms)
        for perm in perms.intersection(holders):
            holders[perm].append(user)
    return result, {p: sorted(users) for p, users in holders.items()}, deepest


def workload():
    rng = random.Random(23)
    perms = [f"{res}:{act}" for res in ("invoice", "order", "user", "report", "stock", "route", "key", "audit")
             for act in ("read", "write", "delete", "export", "share")]
    roles = []
    levels = []
    for level in range(7):
        names = [f"r{level}_{i}" for i in range(6)]
        for name in names:
            parents = rng.sample(levels[-1], 3) if levels else []
            roles.append(Role(name, tuple(rng.sample(perms, 3)), tuple(rng.sample(perms, 2)), parents))
        levels.append(names)
    flat = [r.name for r in roles]
    users = {}
    for i in range(160):
        users[f"user{i:03d}"] = rng.sample(flat, rng.randrange(1, 4))
    rng.shuffle(roles)
    return [(roles, users, ["key:share", "audit:delete", "user:write"])]
