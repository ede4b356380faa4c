def draw_raffle(entrants, prizes, seed):
    accounts = []
    weights = []
    seen = set()
    for account, tickets in entrants:
        if account in seen:
            raise ValueError("account %s entered twice" % account)
        seen.add(account)
        if tickets < 0:
            raise ValueError("negative tickets for %s" % account)
        accounts.append(account)
        weights.append(tickets)
    state = seed & 0xFFFFFFFFFFFFFFFF
    size = len(accounts)
    # Fenwick tree over the tickets
    tree = [0] + weights
    for i in range(1, size + 1):
        up = i + (i & -i)
        if up <= size:
            tree[up] += tree[i]
    top = 1 << (size.bit_length() - 1) if size else 0
    total = sum(weights)
    winners = []
    leftover = {}
    for prize, copies in prizes:
        for done in range(copies):
            if not total:
                leftover[prize] = leftover.get(prize, 0) + copies - done
                break
            state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            ticket = (state >> 16) % total
            pos = 0
            step = top
            while step:
                nxt = pos + step
                if nxt <= size and tree[nxt] <= ticket:
                    ticket -= tree[nxt]
                    pos = nxt
                step >>= 1
            winners.append((prize, accounts[pos]))
            weight = weights[pos]
            total -= weight
            pos += 1
            while pos <= size:
                tree[pos] -= weight
                pos += pos & -pos
    return winners, leftover, total
