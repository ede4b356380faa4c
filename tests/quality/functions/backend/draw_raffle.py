"""Season raffle of the game server: more tickets, better chances, one prize per account."""
import random


class DrawGenerator:
    """Small reproducible generator so that a draw can be audited later."""

    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFFFFFFFFFF

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 16) % limit


def draw_raffle(entrants, prizes, seed):
    """Hand out prizes [(name, copies)] to entrants [(account, tickets)], in that order.

    Each copy goes to an account drawn with chance proportional to its tickets among those that have not won.
    Accounts without tickets never win. Returns (winners as (prize, account), prizes left over as
    {name: copies}, total tickets still in the drum).
    """
    pool = []
    seen = set()
    for account, tickets in entrants:
        if account in seen:
            raise ValueError("account %s entered twice" % account)
        seen.add(account)
        if tickets < 0:
            raise ValueError("negative tickets for %s" % account)
        pool.append([account, tickets])
    gen = DrawGenerator(seed)
    winners = []
    leftover = {}
    for prize, copies in prizes:
        for _ in range(copies):
            total = sum(tickets for _, tickets in pool)
            if total == 0:
                leftover[prize] = leftover.get(prize, 0) + 1
                continue
            ticket = gen.below(total)
            running = 0
            for entry in pool:
                running += entry[1]
                if ticket < running:
                    winners.append((prize, entry[0]))
                    pool.remove(entry)
                    break
    return winners, leftover, sum(tickets for _, tickets in pool)


def workload():
    rng = random.Random(88)
    entrants = [("acc-%05d" % i, rng.choice((0, 1, 1, 2, 5, 10, 40))) for i in rng.sample(range(99999), 2000)]
    prizes = [("sword", 1), ("mount", 9), ("skin", 190), ("coins", 700)]
    return [(entrants, prizes, 20240501), (entrants[:40], [("cape", 10), ("hat", 60)], 7)]
