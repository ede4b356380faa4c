from dataclasses import dataclass


@dataclass
class Particle:
    x: float
    y: float
    z: float
    fx: float = 0.0
    fy: float = 0.0
    fz: float = 0.0


"""Energy and forces of a small Lennard-Jones cluster in a periodic box."""
def lennard_jones_energy(particles, box, cutoff, epsilon=1.0, sigma=1.0):
    """Set the forces on the particles; return (energy, virial, pairs counted)."""
    if cutoff > box / 2:
        raise ValueError("cutoff exceeds half the box")
    for p in particles:
        p.fx = p.fy = p.fz = 0.0
    energy = 0.0
    virial = 0.0
    pairs = 0
    half = box / 2
    minus_half = -box / 2
    limit = cutoff * cutoff
    sigma2 = sigma * sigma
    four = 4.0 * epsilon
    scale = 24.0 * epsilon
    places = [(p.x, p.y, p.z, p) for p in particles]
    for i, (ax, ay, az, a) in enumerate(places, 1):
        fx, fy, fz = a.fx, a.fy, a.fz
        for x, y, z, b in places[i:]:
            dx = ax - x
            if dx > half:
                dx -= box
            elif dx < minus_half:
                dx += box
            dy = ay - y
            if dy > half:
                dy -= box
            elif dy < minus_half:
                dy += box
            dz = az - z
            if dz > half:
                dz -= box
            elif dz < minus_half:
                dz += box
            r2 = dx * dx + dy * dy + dz * dz
            if r2 >= limit:
                continue
            s2 = sigma2 / r2
            s6 = s2 * s2 * s2
            energy += four * (s6 * s6 - s6)
            push = scale * (2.0 * s6 * s6 - s6)
            virial += push
            push /= r2
            px = push * dx
            py = push * dy
            pz = push * dz
            fx += px
            fy += py
            fz += pz
            b.fx -= px
            b.fy -= py
            b.fz -= pz
            pairs += 1
        a.fx, a.fy, a.fz = fx, fy, fz
    return energy, virial, pairs
