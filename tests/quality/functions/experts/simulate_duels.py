def simulate_duels(roster, duels, seed):
    state = seed & 0x7FFFFFFF
    records = {name: [0, 0, 0] for name in roster}
    winners = []
    strikes = 0
    for first, second in duels:
        if first not in roster or second not in roster:
            raise KeyError(f"unknown fighter in {first} against {second}")
        attack, armour, health = roster[first]
        other_attack, other_armour, other_health = roster[second]
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        if (state >> 8) % 2:
            first, second = second, first
            attack, other_attack = other_attack, attack
            armour, other_armour = other_armour, armour
            health, other_health = other_health, health
        # what a strike does apart from the dice
        force, other_force = attack - other_armour + 1, other_attack - armour + 1
        dealt = other_dealt = 0
        while health > 0 and other_health > 0:
            strikes += 1
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            roll = (state >> 8) % 20
            if roll:
                state = (state * 1103515245 + 12345) & 0x7FFFFFFF
                damage = force + (state >> 8) % 6
                if roll == 19:
                    damage *= 2
                if damage < 1:
                    damage = 1
                other_health -= damage
                dealt += damage
            first, second = second, first
            force, other_force = other_force, force
            health, other_health = other_health, health
            dealt, other_dealt = other_dealt, dealt
        records[first][2] += dealt
        records[second][2] += other_dealt
        if health <= 0:
            first, second = second, first
        winners.append(first)
        records[first][0] += 1
        records[second][1] += 1
    return winners, {name: tuple(record) for name, record in records.items()}, strikes
