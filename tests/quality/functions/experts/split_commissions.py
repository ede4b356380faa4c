from fractions import Fraction


def _exact_commissions(deals):
    """Exact commission in cents per agent.

    Numerators are added up as plain integers per agent and sum of weights; fractions are
    only built once at the end.
    """
    numerators = {}
    for deal in deals:
        amount = deal["amount_cents"]
        if amount < 0:
            raise ValueError(f"deal {deal['id']}: negative amount")
        weights = [(m["agent"], m["weight"]) for m in deal["team"] if m["weight"] > 0]
        if not weights:
            continue
        whole = sum([w for _, w in weights])
        pot = amount * deal["rate_bp"]
        for agent, weight in weights:
            parts = numerators.setdefault(agent, {})
            parts[whole] = parts.get(whole, 0) + pot * weight
    return {
        agent: sum((Fraction(top, 10000 * whole) for whole, top in parts.items()), Fraction(0))
        for agent, parts in numerators.items()
    }


def split_commissions(deals):
    """Commission per agent in whole cents.

    Every agent gets the exact sum rounded down; the cents that are left over go to the
    agents with the largest rest, by name if equal.
    """
    exact = _exact_commissions(deals)
    payout = {agent: int(share) for agent, share in exact.items()}
    rest = round(sum(exact.values(), Fraction(0))) - sum(payout.values())
    by_rest = sorted(exact, key=lambda a: (payout[a] - exact[a], a))
    for agent in by_rest[:max(rest, 0)]:
        payout[agent] += 1
    return payout
