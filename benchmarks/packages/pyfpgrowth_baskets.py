import random

import pyfpgrowth

rng = random.Random(12)
groups = [[rng.randrange(60) for _ in range(5)] for _ in range(12)]


def basket():
    items = {min(int(rng.expovariate(0.08)), 59) for _ in range(6)}
    items.update(rng.choice(groups)[: rng.randrange(2, 6)])
    return sorted(items)


baskets = [basket() for _ in range(6000)]
patterns = pyfpgrowth.find_frequent_patterns(baskets, 40)
rules = pyfpgrowth.generate_association_rules(patterns, 0.5)
print(len(patterns), sum(patterns.values()))
print(len(rules), round(sum(confidence for _, confidence in rules.values()), 6))
