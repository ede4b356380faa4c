import random
from fractions import Fraction


def _shares(deal):
    """Yield (agent, exact commission in cents) for one deal."""
    weights = [(m["agent"], m["weight"]) for m in deal["team"] if m["weight"] > 0]
    whole = sum(w for _, w in weights)
    pot = Fraction(deal["amount_cents"]) * Fraction(deal["rate_bp"], 10000)
    for agent, weight in weights:
        yield agent, pot * Fraction(weight, whole)


def split_commissions(deals):
    """Commission per agent in whole cents.

    Every agent gets the exact sum rounded down; the cents that are left over go to the
    agents with the largest rest, by name if equal.
    """
    exact = {}
    for deal in deals:
        if deal["amount_cents"] < 0:
            raise ValueError(f"deal {deal['id']}: negative amount")
        for agent, share in _shares(deal):
            exact[agent] = exact.get(agent, Fraction(0)) + share
    payout = {agent: int(share) for agent, share in exact.items()}
    rest = round(sum(exact.values(), Fraction(0))) - sum(payout.values())
    by_rest = sorted(exact, key=lambda a: (payout[a] - exact[a], a))
    for agent in by_rest[:max(rest, 0)]:
        payout[agent] += 1
    return payout


def _deals(rng, n):
    agents = ["Ada", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus"]
    deals = []
    for i in range(n):
        team = [{"agent": a, "weight": rng.choice([0, 1, 1, 2, 3, 5])}
                for a in rng.sample(agents, rng.randint(1, 4))]
        deals.append({"id": i, "amount_cents": rng.choice([0, 9900, 250000, rng.randint(1000, 5000000)]),
                      "rate_bp": rng.choice([150, 225, 300, 475]), "team": team})
    return deals


def workload():
    rng = random.Random(1313)
    return [
        ([],),
        (_deals(rng, 5),),
        (_deals(rng, 1200),),
        (_deals(rng, 2000),),
    ]
