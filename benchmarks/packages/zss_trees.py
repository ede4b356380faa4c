import random

import zss

rng = random.Random(2)


def tree(n):
    root = zss.Node("r")
    nodes = [root]
    for _ in range(n):
        node = zss.Node(rng.choice("abcdef"))
        rng.choice(nodes).addkid(node)
        nodes.append(node)
    return root


trees = [tree(45) for _ in range(7)]
print(sum(zss.simple_distance(a, b) for a in trees for b in trees[:4]))
