KIND_VALUE = {"knight": 9, "archer": 6, "healer": 12, "militia": 3}


def _worth(unit, hp):
    """What a unit with hp points left adds to the strength of its side."""
    if hp <= 0:
        return 0
    return hp * KIND_VALUE[unit["kind"]] + (5 if "shield" in unit["items"] else 0)


def _distance(a, b):
    return max(abs(a["pos"][0] - b["pos"][0]), abs(a["pos"][1] - b["pos"][1]))


def _damage(unit, power):
    armor = unit["armor"] + (2 if "shield" in unit["items"] else 0)
    return max(1, power - armor)


def _losses(attacker, target, neighbours):
    """(unit, hp afterwards) for all units that the attack changes."""
    target_hp = target["hp"] - _damage(target, attacker["power"])
    losses = [(target, target_hp)]
    if "bomb" in attacker["items"]:
        for other in neighbours:
            if other is not attacker:
                losses.append((other, other["hp"] - _damage(other, 3)))
    if target_hp > 0 and _distance(attacker, target) <= target["reach"]:
        losses.append((attacker, attacker["hp"] - _damage(attacker, target["power"] // 2)))
    return losses


def _gain(losses, side, enemies_alive):
    gain = 0
    for unit, hp in losses:
        lost = _worth(unit, unit["hp"]) - _worth(unit, hp)
        if unit["side"] == side:
            gain -= lost
        else:
            gain += lost
            if hp <= 0 < unit["hp"]:
                enemies_alive -= 1
    return gain + (1000 if not enemies_alive else 0)


def pick_best_attack(units, side):
    """The computer player's move: (attacker, target, gain) or None if nothing is in reach.

    Only the few units that an attack changes are looked at, nothing is copied.
    """
    enemies = [u for u in units if u["side"] != side and u["hp"] > 0]
    neighbours = {}  # number of the target -> living units next to it
    best = None
    for attacker in units:
        if attacker["side"] != side or attacker["hp"] <= 0:
            continue
        for number, target in enumerate(enemies):
            if _distance(attacker, target) > attacker["reach"]:
                continue
            if number not in neighbours:
                neighbours[number] = [u for u in units if u is not target and u["hp"] > 0
                                      and _distance(u, target) <= 1]
            losses = _losses(attacker, target, neighbours[number])
            gain = _gain(losses, side, len(enemies))
            if best is None or gain > best[2]:
                best = (attacker["name"], target["name"], gain)
    return best
