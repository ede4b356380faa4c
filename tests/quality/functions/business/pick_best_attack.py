import copy
import random

KIND_VALUE = {"knight": 9, "archer": 6, "healer": 12, "militia": 3}


def strength(units, side):
    """How good the battlefield looks for a side."""
    mine = theirs = 0
    theirs_alive = 0
    for unit in units:
        if unit["hp"] <= 0:
            continue
        worth = unit["hp"] * KIND_VALUE[unit["kind"]] + (5 if "shield" in unit["items"] else 0)
        if unit["side"] == side:
            mine += worth
        else:
            theirs += worth
            theirs_alive += 1
    return mine - theirs + (1000 if not theirs_alive else 0)


def _distance(a, b):
    return max(abs(a["pos"][0] - b["pos"][0]), abs(a["pos"][1] - b["pos"][1]))


def _hit(unit, power):
    armor = unit["armor"] + (2 if "shield" in unit["items"] else 0)
    unit["hp"] -= max(1, power - armor)


def strike(units, attacker_no, target_no):
    """State of the battlefield after the attack; the old state is left alone."""
    after = copy.deepcopy(units)
    attacker, target = after[attacker_no], after[target_no]
    _hit(target, attacker["power"])
    if "bomb" in attacker["items"]:
        attacker["items"].remove("bomb")
        for other in after:
            if other is not target and other is not attacker and _distance(other, target) <= 1:
                _hit(other, 3)
    if target["hp"] > 0 and _distance(attacker, target) <= target["reach"]:
        _hit(attacker, target["power"] // 2)
    return after


def pick_best_attack(units, side):
    """The computer player's move: (attacker, target, gain) or None if nothing is in reach."""
    best = None
    for i, attacker in enumerate(units):
        if attacker["side"] != side or attacker["hp"] <= 0:
            continue
        for j, target in enumerate(units):
            if target["side"] == side or target["hp"] <= 0:
                continue
            if _distance(attacker, target) > attacker["reach"]:
                continue
            gain = strength(strike(units, i, j), side) - strength(units, side)
            if best is None or gain > best[2]:
                best = (attacker["name"], target["name"], gain)
    return best


def _army(rng, n, field):
    units = []
    for i in range(n):
        kind = rng.choice(["knight", "archer", "militia", "militia", "healer"])
        units.append({"name": f"{kind}-{i}", "kind": kind, "side": rng.choice(["red", "blue"]),
                      "hp": rng.choice([0, 4, 7, 12, 20]), "power": rng.randint(2, 9), "armor": rng.randint(0, 4),
                      "reach": 4 if kind == "archer" else 2, "pos": (rng.randrange(field), rng.randrange(field)),
                      "items": rng.choice([[], [], ["shield"], ["bomb"], ["bomb", "shield"], ["potion", "bomb"]])[:]})
    return units


def workload():
    rng = random.Random(2020)
    return [
        ([], "red"),
        (_army(rng, 6, 4), "blue"),
        (_army(rng, 45, 9), "red"),
        (_army(rng, 60, 14), "blue"),
    ]
