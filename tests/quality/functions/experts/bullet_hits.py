from dataclasses import dataclass


@dataclass
class Enemy:
    name: str
    x: int
    y: int
    hp: int

    def alive(self):
        return self.hp > 0


def bullet_hits(enemies, bullets, radius, ticks, size):
    if radius <= 0:
        raise ValueError("radius must be positive")
    # Enemies stand still: each is listed in every board cell (of the
    # radius' width) it may be reached from, in the order of the list.
    near = {}
    for enemy in enemies:
        if enemy.hp <= 0:
            continue
        cx, cy = enemy.x // radius, enemy.y // radius
        for gx in (cx - 1, cx, cx + 1):
            for gy in (cy - 1, cy, cy + 1):
                near.setdefault((gx, gy), []).append(enemy)
    reach = radius * radius
    flying = [(number, *bullet) for number, bullet in enumerate(bullets)]
    log, kills = [], []
    for tick in range(1, ticks + 1):
        still = []
        for number, x, y, dx, dy, damage in flying:
            x += dx
            y += dy
            if not (0 <= x < size and 0 <= y < size):
                continue
            for enemy in near.get((x // radius, y // radius), ()):
                if enemy.hp > 0:
                    ex = enemy.x - x
                    ey = enemy.y - y
                    if ex * ex + ey * ey <= reach:
                        enemy.hp -= damage
                        log.append((tick, number, enemy.name, max(enemy.hp, 0)))
                        if enemy.hp <= 0:
                            kills.append(enemy.name)
                        break
            else:
                still.append((number, x, y, dx, dy, damage))
        flying = still
        if not flying:
            break
    return log, kills, len(flying)
