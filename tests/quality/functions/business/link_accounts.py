"""Finds accounts that belong to the same household (fraud team, ticket 3312)."""
import random


def _traits(account):
    traits = set()
    if account.get("email"):
        traits.add(("email", account["email"].lower()))
    for device in account.get("devices", ()):
        traits.add(("device", device))
    if account.get("iban"):
        traits.add(("iban", account["iban"].replace(" ", "")))
    return traits


def _merge_once(groups):
    """Merge the first two groups that have something in common; False if there are none."""
    for i in range(len(groups)):
        for j in range(i + 1, len(groups)):
            if not groups[i][1].isdisjoint(groups[j][1]):
                groups[i] = (groups[i][0] + groups[j][0], groups[i][1] | groups[j][1])
                del groups[j]
                return True
    return False


def link_accounts(accounts, min_size=2):
    """Lists of account numbers linked directly or indirectly by e-mail, device or bank account."""
    groups = [([a["id"]], _traits(a)) for a in accounts]
    merged = True
    while merged:
        merged = _merge_once(groups)
    result = []
    for ids, traits in groups:
        if len(ids) >= min_size:
            kinds = sorted({kind for kind, _ in traits})
            result.append({"accounts": sorted(ids), "kinds": kinds, "traits": len(traits)})
    result.sort(key=lambda g: (-len(g["accounts"]), g["accounts"]))
    return result


def _accounts(rng, n):
    accounts = []
    for i in range(n):
        account = {"id": 40000 + rng.randrange(10 * n) * 10 + i % 10}
        if rng.random() < .8:
            name = f"user{rng.randrange(3 * n)}@mail.test"
            account["email"] = rng.choice([name, name.upper()])
        account["devices"] = [f"dev-{rng.randrange(2 * n)}" for _ in range(rng.choice([0, 0, 1, 1, 2]))]
        if rng.random() < .3:
            account["iban"] = rng.choice([f"DE {rng.randrange(n)}", f"DE{rng.randrange(n)}", None])
        accounts.append(account)
    return accounts


def workload():
    rng = random.Random(1818)
    return [
        ([{"id": 1}, {"id": 2, "devices": ["x"]}, {"id": 3, "devices": ["x", "y"]}], 1),
        (_accounts(rng, 30),),
        (_accounts(rng, 200),),
        (_accounts(rng, 260), 3),
    ]
