"""Finds accounts that belong to the same household (fraud team, ticket 3312)."""


def _traits(account):
    traits = set()
    if account.get("email"):
        traits.add(("email", account["email"].lower()))
    for device in account.get("devices", ()):
        traits.add(("device", device))
    if account.get("iban"):
        traits.add(("iban", account["iban"].replace(" ", "")))
    return traits


def _find(parent, i):
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def link_accounts(accounts, min_size=2):
    """Lists of account numbers linked directly or indirectly by e-mail, device or bank account."""
    parent = list(range(len(accounts)))  # union-find over positions
    owner = {}  # trait -> first position that has it
    for i, account in enumerate(accounts):
        for trait in _traits(account):
            j = _find(parent, owner.setdefault(trait, i))
            parent[_find(parent, i)] = j

    ids_of = {}
    for i, account in enumerate(accounts):
        ids_of.setdefault(_find(parent, i), []).append(account["id"])
    kinds_of = {root: [] for root in ids_of}
    for (kind, _), i in owner.items():
        kinds_of[_find(parent, i)].append(kind)

    result = []
    for root, ids in ids_of.items():
        if len(ids) >= min_size:
            kinds = kinds_of[root]
            result.append({"accounts": sorted(ids), "kinds": sorted(set(kinds)), "traits": len(kinds)})
    result.sort(key=lambda g: (-len(g["accounts"]), g["accounts"]))
    return result
