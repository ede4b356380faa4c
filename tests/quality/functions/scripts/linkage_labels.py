import random


def touching(one, two, points, radius):
    return any((points[i][0] - points[j][0]) ** 2 + (points[i][1] - points[j][1]) ** 2 <= radius * radius
               for i in one for j in two)


def linkage_labels(points, radius):
    """Single-linkage clusters of integer points (link if distance <= radius).

    Returns the cluster number of each point, numbered by first appearance."""
    clusters = [[i] for i in range(len(points))]
    changed = True
    while changed:
        changed = False
        for x in range(len(clusters)):
            for y in range(x + 1, len(clusters)):
                if touching(clusters[x], clusters[y], points, radius):
                    clusters[x] = clusters[x] + clusters.pop(y)
                    changed = True
                    break
            if changed:
                break
    labels = [0] * len(points)
    for number, members in enumerate(sorted(clusters, key=min)):
        for i in members:
            labels[i] = number
    return labels


def workload():
    rng = random.Random(15)
    out = [([], 3), ([(0, 0), (3, 4), (3, 4)], 5)]
    for n, span, radius in ((25, 60, 9), (90, 140, 10), (100, 500, 24)):
        out.append(([(rng.randrange(span), rng.randrange(span)) for _ in range(n)], radius))
    return out
