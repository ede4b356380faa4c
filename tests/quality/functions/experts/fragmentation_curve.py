"""How a food web falls apart while species go extinct one after another."""


def fragmentation_curve(links, extinctions):
    """Add the species back in reverse order with a union-find."""
    partners = {}
    for eater, eaten in links:
        partners.setdefault(eater, []).append(eaten)
        partners.setdefault(eaten, []).append(eater)
    extinctions = list(extinctions)
    gone = set()
    for species in extinctions:
        if species in gone or species not in partners:
            raise ValueError("cannot lose %r" % (species,))
        gone.add(species)

    parent = {}
    size = {}
    components = largest = 0
    order = [s for s in partners if s not in gone]
    kept = len(order)
    order.extend(reversed(extinctions))
    states = []
    for index, species in enumerate(order):
        if index >= kept:
            states.append((index, components, largest))
        root = species
        parent[root] = root
        weight = size[root] = 1
        components += 1
        for other in partners[species]:
            if other not in parent:
                continue
            while parent[other] != other:
                parent[other] = other = parent[parent[other]]
            if other != root:
                components -= 1
                both = weight + size[other]
                if size[other] > weight:
                    parent[root] = other
                    root = other
                else:
                    parent[other] = root
                weight = both
        size[root] = weight
        if weight > largest:
            largest = weight
    initial = largest
    curve = []
    collapse = None
    for species, (left, parts, most) in zip(extinctions, reversed(states)):
        curve.append((species, left, parts, most))
        if collapse is None and 2 * most < initial:
            collapse = species
    return curve, collapse
