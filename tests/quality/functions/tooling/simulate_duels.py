import random


class Dice:
    """A small repeatable generator, as in the game's save files."""

    def __init__(self, seed):
        self.state = seed & 0x7FFFFFFF

    def roll(self, sides):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % sides + 1


class Fighter:
    def __init__(self, name, attack, armour, health):
        self.name = name
        self.attack = attack
        self.armour = armour
        self.health = health

    def strike(self, other, dice):
        roll = dice.roll(20)
        if roll == 1:
            return 0
        damage = self.attack + dice.roll(6) - other.armour
        if roll == 20:
            damage *= 2
        if damage < 1:
            damage = 1
        other.health -= damage
        return damage


def simulate_duels(roster, duels, seed):
    """Play duels between fighters of the roster (name -> attack, armour,
    health) with one dice for all, each duel from full health.

    Returns (winners, name -> (won, lost, damage dealt), strikes in total)."""
    dice = Dice(seed)
    records = {name: [0, 0, 0] for name in roster}
    winners = []
    strikes = 0
    for first, second in duels:
        if first not in roster or second not in roster:
            raise KeyError(f"unknown fighter in {first} against {second}")
        one = Fighter(first, *roster[first])
        two = Fighter(second, *roster[second])
        if dice.roll(2) == 2:
            one, two = two, one
        while one.health > 0 and two.health > 0:
            damage = one.strike(two, dice)
            records[one.name][2] += damage
            strikes += 1
            one, two = two, one
        if one.health <= 0:
            one, two = two, one
        winners.append(one.name)
        records[one.name][0] += 1
        records[two.name][1] += 1
    return winners, {name: tuple(record) for name, record in records.items()}, strikes


def workload():
    rng = random.Random(17)
    roster = {f"hero{k}": (rng.randint(2, 7), rng.randint(1, 6), rng.randint(60, 160)) for k in range(30)}
    names = list(roster)
    duels = [tuple(rng.sample(names, 2)) for _ in range(3200)]
    return [(roster, duels, 987654321)]
