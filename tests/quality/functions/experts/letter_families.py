def letter_families(names):
    families = {}
    for name in names:
        # a dict keeps the order and drops repetitions
        families.setdefault((len(name), "".join(sorted(name.lower()))), {})[name] = None
    return [list(family) for family in families.values() if len(family) > 1]
