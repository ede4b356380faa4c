class _State:
    __slots__ = ("here", "moves", "score", "places", "open", "number", "previous")

    def __init__(self, here, moves, score, places, open_, number, previous):
        self.here = here
        self.moves = moves
        self.score = score
        self.places = places    # never changed, only replaced
        self.open = open_
        self.number = number
        self.previous = previous


def play_script(rooms, items, commands):
    ways = {}
    for room, exits in rooms.items():
        for way, target in exits.items():
            if target.partition("/")[0] not in rooms:
                raise ValueError("the way %s from %s leads nowhere: %r" % (way, room, target))
        ways[room] = {way: target.partition("/") for way, target in exits.items()}
    doors = {room: {door for _, slash, door in exits.values() if slash} for room, exits in ways.items()}
    places = {item: place for item, (place, _) in items.items()}
    values = {item: value for item, (_, value) in items.items()}
    names = list(rooms)
    home = next(iter(rooms))
    score = sum(values[item] for item in sorted(values) if places[item] == home)
    best = score
    state = _State(home, 0, score, places, frozenset(), 0, None)
    numbers = {(home, tuple(places.values()), state.open): 0}
    visits = [1]
    saves, replies = {}, []
    for command in commands:
        verb, _, noun = command.strip().lower().partition(" ")
        here, places = state.here, state.places
        if verb == "look":
            replies.append(", ".join(sorted(i for i, where in places.items() if where == here))
                           or "Nothing of interest.")
            continue
        if verb == "save":
            saves[noun] = state
            replies.append("Saved.")
            continue
        fault = None
        if verb == "undo":
            back = int(noun) if noun.isdecimal() else 1
            if 0 < back <= state.moves:
                for _ in range(back):
                    state = state.previous
                reply = "Back at move %d." % state.moves
            else:
                fault = "Nothing to undo."
        elif verb == "restore":
            if noun in saves:
                state = saves[noun]
                reply = "Back at move %d." % state.moves
            else:
                fault = "Nothing to restore."
        else:
            score, open_ = state.score, state.open
            if verb == "go":
                target, _, door = ways[here].get(noun, (here, "", "way out"))
                if door and door not in open_:
                    fault = "The %s is closed." % door
                else:
                    here = target
            elif verb == "take":
                if places.get(noun) != here or sum([p == "you" for p in places.values()]) > 3:
                    fault = "You cannot take that."
                else:
                    places = {**places, noun: "you"}
            elif verb == "drop":
                if places.get(noun) != "you":
                    fault = "You do not have that."
                else:
                    places = {**places, noun: here}
            elif verb == "open" or verb == "close":
                if noun not in doors[here]:
                    fault = "There is no such door."
                else:
                    open_ = open_ | {noun} if verb == "open" else open_ - {noun}
            else:
                fault = "You do not know how to %s." % verb
            if fault is None:
                if places is not state.places:
                    score = sum([values[i] for i in sorted(i for i, p in places.items() if p == home)])
                    if score > best:
                        best = score
                key = (here, tuple(places.values()), open_)
                number = numbers.setdefault(key, len(visits))
                if number == len(visits):
                    visits.append(0)
                moves = state.moves + 1
                state = _State(here, moves, score, places, open_, number, state)
                cat = names[moves % len(names)]
                reply = "%d: %s%s" % (moves, here, ", a cat watches you" if cat == here else "")
        replies.append(reply if fault is None else fault)
        visits[state.number] += 1
    return replies, sorted(state.places.items()), (state.score, state.moves, best), visits
