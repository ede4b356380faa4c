from bisect import bisect_left


def form_matches(events, party, spread):
    if party < 1:
        raise ValueError("party size")
    lobbies = {}
    matches = []
    ignored = 0
    for order, event in enumerate(events):
        kind, now, player, region = event[:4]
        lobby = lobbies.get(region)
        if lobby is None:
            lobby = lobbies[region] = ([], {})
        waiting, tickets = lobby
        if kind == "leave":
            ticket = tickets.pop(player, None)
            if ticket is None:
                ignored += 1
            else:
                del waiting[bisect_left(waiting, ticket)]
            continue
        if player in tickets:
            ignored += 1
            continue
        ticket = (event[4], order, player, now)
        at = bisect_left(waiting, ticket)
        waiting.insert(at, ticket)
        tickets[player] = ticket
        # only groups with the new player can be within the spread
        for i in range(max(0, at - party + 1), min(at, len(waiting) - party) + 1):
            if waiting[i + party - 1][0] - waiting[i][0] <= spread:
                group = waiting[i:i + party]
                del waiting[i:i + party]
                for t in group:
                    del tickets[t[2]]
                matches.append((now, region, tuple([t[2] for t in group]), now - min(t[3] for t in group)))
                break
    return matches, ignored, {region: [t[2] for t in lobbies[region][0]] for region in sorted(lobbies)}
