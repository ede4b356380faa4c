import random
from dataclasses import dataclass


@dataclass
class Enemy:
    name: str
    x: int
    y: int
    hp: int

    def alive(self):
        return self.hp > 0


def touches(enemy, x, y, radius):
    dx = enemy.x - x
    dy = enemy.y - y
    return dx * dx + dy * dy <= radius * radius


def bullet_hits(enemies, bullets, radius, ticks, size):
    """Fly bullets (x, y, dx, dy, damage) over the board for some ticks and
    take the damage off the first living enemy in reach (enemies change).

    Returns (hit log, kills in order, number of bullets still flying)."""
    if radius <= 0:
        raise ValueError("radius must be positive")
    flying = [(number, *bullet) for number, bullet in enumerate(bullets)]
    log, kills = [], []
    for tick in range(1, ticks + 1):
        still = []
        for number, x, y, dx, dy, damage in flying:
            x += dx
            y += dy
            if not (0 <= x < size and 0 <= y < size):
                continue
            target = None
            for enemy in enemies:
                if enemy.alive() and touches(enemy, x, y, radius):
                    target = enemy
                    break
            if target is None:
                still.append((number, x, y, dx, dy, damage))
                continue
            target.hp -= damage
            log.append((tick, number, target.name, max(target.hp, 0)))
            if not target.alive():
                kills.append(target.name)
        flying = still
        if not flying:
            break
    return log, kills, len(flying)


def workload():
    rng = random.Random(31)
    size = 2000
    enemies = [Enemy(f"orc{k}", rng.randrange(size), rng.randrange(size), rng.randint(5, 30)) for k in range(250)]
    bullets = [
        (rng.randrange(size), rng.randrange(size), rng.randint(-12, 12), rng.randint(-12, 12), rng.randint(3, 10))
        for _ in range(60)
    ]
    return [(enemies, bullets, 8, 60, size)]
