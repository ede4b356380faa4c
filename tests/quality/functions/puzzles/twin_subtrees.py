import random


def same(a, b):
    if a is None or b is None:
        return a is None and b is None
    return a[0] == b[0] and same(a[1], b[1]) and same(a[2], b[2])


def size(node):
    return 0 if node is None else 1 + size(node[1]) + size(node[2])


def walk(node):
    if node is None:
        return []
    return [node] + walk(node[1]) + walk(node[2])


def twin_subtrees(tree):
    """tree is (label, left, right) or None. Return (label, size, occurrences) of
    every subtree found at more than one place, in order of first appearance."""
    nodes = walk(tree)
    twins = []
    done = []
    for i, node in enumerate(nodes):
        if any(same(node, d) for d in done):
            continue
        times = 1
        for other in nodes[i + 1:]:
            if same(node, other):
                times += 1
        if times > 1:
            twins.append((node[0], size(node), times))
        done.append(node)
    return twins


def workload():
    rng = random.Random(21)

    def grow(depth):
        if depth == 0 or rng.random() < 0.12:
            return None
        return (rng.choice("xy"), grow(depth - 1), grow(depth - 1))

    trees = []
    while len(trees) < 3:
        tree = grow(11)
        if tree is not None and 550 < size(tree) < 900:
            trees.append((tree,))
    return trees
