import random


class Game:
    """A little world of rooms, things and doors; you start in the first room and things dropped there score."""

    def __init__(self, rooms, items):
        for room, exits in rooms.items():
            for way, target in exits.items():
                if target.partition("/")[0] not in rooms:
                    raise ValueError("the way %s from %s leads nowhere: %r" % (way, room, target))
        self.rooms = rooms
        self.values = {item: value for item, (_, value) in items.items()}
        self.places = {item: place for item, (place, _) in items.items()}
        self.home = self.here = next(iter(rooms))
        self.open, self.moves = set(), 0

    def things(self, place):
        return sorted(item for item, where in self.places.items() if where == place)

    def score(self):
        return sum(self.values[item] for item in self.things(self.home))

    def position(self):  # what makes two situations the same
        return self.here, sorted(self.places.items()), sorted(self.open)

    def do(self, verb, noun):
        """Do one thing and return what is to be told; what cannot be done raises LookupError."""
        exits = {way: target.partition("/") for way, target in self.rooms[self.here].items()}
        if verb == "go":
            target, _, door = exits.get(noun, (self.here, "", "way out"))
            if door and door not in self.open:
                raise LookupError("The %s is closed." % door)
            self.here = target
        elif verb == "take":
            if self.places.get(noun) != self.here or len(self.things("you")) > 3:
                raise LookupError("You cannot take that.")
            self.places[noun] = "you"
        elif verb == "drop":
            if self.places.get(noun) != "you":
                raise LookupError("You do not have that.")
            self.places[noun] = self.here
        elif verb in ("open", "close"):
            if noun not in [door for _, slash, door in exits.values() if slash]:
                raise LookupError("There is no such door.")
            (self.open.add if verb == "open" else self.open.discard)(noun)
        else:
            raise LookupError("You do not know how to %s." % verb)
        self.moves += 1
        cat = list(self.rooms)[self.moves % len(self.rooms)]
        return "%d: %s%s" % (self.moves, self.here, ", a cat watches you" if cat == self.here else "")


def play_script(rooms, items, commands):
    """Play a script of a text adventure: go, take, drop, open, close, look, undo [n], save x, restore x.

    Rooms are {name: {way: "room" or "room/door"}}, items {name: (room, value)}. Returns
    (replies, where things are in the end, (score, moves, best score), how often each position was met).
    """
    game = Game(rooms, items)
    done, saves, replies = [], {}, []
    positions, visits, best = [game.position()], [1], game.score()
    for command in commands:
        verb, _, noun = command.strip().lower().partition(" ")
        try:
            if verb == "look":
                reply = ", ".join(game.things(game.here)) or "Nothing of interest."
            elif verb == "save":
                saves[noun] = list(done)
                reply = "Saved."
            elif verb in ("undo", "restore"):
                back = int(noun) if noun.isdecimal() else 1
                if not 0 < back <= len(done) if verb == "undo" else noun not in saves:
                    raise LookupError("Nothing to %s." % verb)
                done = done[:-back] if verb == "undo" else list(saves[noun])
                game = Game(rooms, items)
                for step in done:
                    game.do(*step)
                reply = "Back at move %d." % game.moves
            else:
                reply = game.do(verb, noun)
                done.append((verb, noun))
        except LookupError as refusal:
            reply = str(refusal.args[0])
        replies.append(reply)
        best = max(best, game.score())
        if game.position() not in positions:
            positions.append(game.position())
            visits.append(0)
        visits[positions.index(game.position())] += verb not in ("look", "save")
    return replies, sorted(game.places.items()), (game.score(), game.moves, best), visits


def _script(rnd, n, size, goods):
    names = ["room%d" % k for k in range(size)]
    sides = [rnd.choice(["", "", "", "", "/gate", "/hatch"]) for _ in names]
    rooms = {name: {"north": names[(k + 1) % size] + sides[k], "south": names[k - 1] + sides[k - 1]}
             for k, name in enumerate(names)}
    items = {"thing%d" % k: (rnd.choice(names), rnd.randint(1, 9)) for k in range(goods)}
    pool = ["go north"] * 40 + ["go south"] * 25 + ["open gate", "open hatch", "close gate", "look", "go up", "wait"]
    pool += ["%s %s" % (verb, item) for item in items for verb in ("take", "take", "drop")]
    pool += ["undo", "undo", "undo 2", "undo 6", "save a", "save a", "restore a", "restore c"]
    return rooms, items, rnd.choices(pool, k=n)


def workload():
    rnd = random.Random(1977)
    return [_script(rnd, 1800, 7, 9), _script(rnd, 800, 5, 5), _script(rnd, 30, 2, 2)]
