"""How a food web falls apart while species go extinct one after another."""
import random
from collections import deque


class FoodWeb:
    def __init__(self, links):
        self.partners = {}
        for eater, eaten in links:
            self.partners.setdefault(eater, set()).add(eaten)
            self.partners.setdefault(eaten, set()).add(eater)

    def remove(self, species):
        for other in self.partners.pop(species):
            if other != species:
                self.partners[other].discard(species)

    def component_sizes(self):
        seen = set()
        sizes = []
        for start in self.partners:
            if start in seen:
                continue
            seen.add(start)
            queue = deque([start])
            size = 0
            while queue:
                here = queue.popleft()
                size += 1
                for other in self.partners[here]:
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
            sizes.append(size)
        return sizes


def fragmentation_curve(links, extinctions):
    """Remove species in the given order and watch the web fragment.

    Returns ``(curve, collapse)``: one ``(species, left, components, largest)``
    row for each extinction, and the species whose loss first brought the
    largest component below half of its initial size (None if that never
    happens).  Unknown or repeated species raise ValueError.
    """
    web = FoodWeb(links)
    gone = set()
    for species in extinctions:
        if species in gone or species not in web.partners:
            raise ValueError("cannot lose %r" % (species,))
        gone.add(species)
    initial = max(web.component_sizes(), default=0)
    curve = []
    collapse = None
    for species in extinctions:
        web.remove(species)
        sizes = web.component_sizes()
        largest = max(sizes, default=0)
        curve.append((species, len(web.partners), len(sizes), largest))
        if collapse is None and 2 * largest < initial:
            collapse = species
    return curve, collapse


def workload():
    rng = random.Random(42)
    out = []
    for n, m, lost in ((620, 1500, 620), (500, 640, 400)):
        names = ["sp%03d" % i for i in range(n)]
        links = [(names[i], names[rng.randrange(i)]) for i in range(1, n)]
        while len(links) < m:
            links.append((rng.choice(names), rng.choice(names)))
        order = names[:]
        rng.shuffle(order)
        out.append((links, order[:lost]))
    return out
