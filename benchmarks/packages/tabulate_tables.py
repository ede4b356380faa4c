import random

from tabulate import tabulate

rng = random.Random(10)
total = 0
for _ in range(40):
    rows = [[i, rng.random() * 1000, f"name {rng.randrange(99)}", rng.choice(["", None, "x", -3])] for i in range(350)]
    for style in ("grid", "github"):
        total += len(tabulate(rows, headers=["a", "b", "c", "d"], tablefmt=style))
print(total)
