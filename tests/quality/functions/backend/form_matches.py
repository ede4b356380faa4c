"""Lobby replay: who would have been matched with whom."""
import random


class Ticket:
    __slots__ = ("player", "rating", "order", "joined")

    def __init__(self, player, rating, order, joined):
        self.player = player
        self.rating = rating
        self.order = order
        self.joined = joined


class Lobby:
    def __init__(self, party, spread):
        self.party = party
        self.spread = spread
        self.waiting = []

    def add(self, ticket):
        self.waiting.append(ticket)
        self.waiting = sorted(self.waiting, key=lambda t: (t.rating, t.order))

    def drop(self, player):
        before = len(self.waiting)
        self.waiting = [t for t in self.waiting if t.player != player]
        return len(self.waiting) != before

    def try_match(self):
        for i in range(len(self.waiting) - self.party + 1):
            group = self.waiting[i:i + self.party]
            if group[-1].rating - group[0].rating <= self.spread:
                del self.waiting[i:i + self.party]
                return group
        return None


def form_matches(events, party, spread):
    """Run ("join", time, player, region, rating) and ("leave", time, player, region) events.

    After every join the weakest group of `party` rating neighbours within `spread` starts playing.
    A join of a player already waiting in the region and a leave of one who is not are ignored.
    Returns (matches as (time, region, players, longest wait), ignored count, {region: players left by rating}).
    """
    if party < 1:
        raise ValueError("party size")
    lobbies = {}
    matches = []
    ignored = 0
    for order, event in enumerate(events):
        kind, now, player, region = event[:4]
        lobby = lobbies.setdefault(region, Lobby(party, spread))
        if kind == "leave":
            if not lobby.drop(player):
                ignored += 1
            continue
        if any(t.player == player for t in lobby.waiting):
            ignored += 1
            continue
        lobby.add(Ticket(player, event[4], order, now))
        group = lobby.try_match()
        if group:
            matches.append((now, region, tuple(t.player for t in group), now - min(t.joined for t in group)))
    left = {region: [t.player for t in lobby.waiting] for region, lobby in sorted(lobbies.items())}
    return matches, ignored, left


def workload():
    rng = random.Random(3131)
    events = []
    now = 0
    for i in range(1300):
        now += rng.randrange(1, 5)
        region = rng.choice(("eu", "us"))
        player = "p%d" % rng.randrange(2000)
        if rng.random() < 0.12:
            events.append(("leave", now, player, region))
        else:
            events.append(("join", now, player, region, rng.randrange(0, 200000)))
    return [(events, 4, 500)]
