def ants_on_twig(length, ants):
    """Meeting ants may as well walk through each other; only names stay in order."""
    places = {}
    for name, position, heading in ants:
        if not 0 < position < length:
            raise ValueError("%s is not on the twig" % name)
        if position in places:
            raise ValueError("two ants at %d" % position)
        if heading not in ("L", "R"):
            raise ValueError("%s looks nowhere" % name)
        places[position] = (name, heading)
    names = []
    lefts = []
    rights = []
    meetings = 0
    for position in sorted(places):
        name, heading = places[position]
        names.append(name)
        if heading == "L":
            lefts.append(position)
            meetings += len(rights)
        else:
            rights.append(length - position)
    falls = [(second, "L", name) for second, name in zip(lefts, names)]
    falls += [(second, "R", name) for second, name in zip(rights, names[len(lefts):])]
    falls.sort()
    last = [name for second, _, name in falls if second == falls[-1][0]]
    return falls, meetings, last
