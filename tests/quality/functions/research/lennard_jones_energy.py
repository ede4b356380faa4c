"""Energy and forces of a small Lennard-Jones cluster in a periodic box."""
import random
from dataclasses import dataclass


@dataclass
class Particle:
    x: float
    y: float
    z: float
    fx: float = 0.0
    fy: float = 0.0
    fz: float = 0.0


def wrap(delta, box):
    """Nearest-image component of a difference vector."""
    if delta > box / 2:
        return delta - box
    if delta < -box / 2:
        return delta + box
    return delta


def lennard_jones_energy(particles, box, cutoff, epsilon=1.0, sigma=1.0):
    """Set the forces on the particles; return (energy, virial, pairs counted)."""
    if cutoff > box / 2:
        raise ValueError("cutoff exceeds half the box")
    for p in particles:
        p.fx = p.fy = p.fz = 0.0
    energy = 0.0
    virial = 0.0
    pairs = 0
    for i in range(len(particles)):
        for j in range(i + 1, len(particles)):
            a = particles[i]
            b = particles[j]
            dx = wrap(a.x - b.x, box)
            dy = wrap(a.y - b.y, box)
            dz = wrap(a.z - b.z, box)
            r2 = dx * dx + dy * dy + dz * dz
            if r2 >= cutoff * cutoff:
                continue
            s2 = sigma * sigma / r2
            s6 = s2 * s2 * s2
            energy += 4.0 * epsilon * (s6 * s6 - s6)
            push = 24.0 * epsilon * (2.0 * s6 * s6 - s6)
            virial += push
            push /= r2
            a.fx += push * dx
            a.fy += push * dy
            a.fz += push * dz
            b.fx -= push * dx
            b.fy -= push * dy
            b.fz -= push * dz
            pairs += 1
    return energy, virial, pairs


def workload():
    rng = random.Random(6)
    out = []
    for side, spacing, cutoff in ((9, 1.15, 3.0), (7, 1.3, 2.5)):
        box = side * spacing
        out.append(([Particle(i * spacing + rng.uniform(-.1, .1), j * spacing + rng.uniform(-.1, .1),
                              k * spacing + rng.uniform(-.1, .1))
                     for i in range(side) for j in range(side) for k in range(side)], box, cutoff))
    return out
