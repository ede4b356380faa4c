import random


def weighted_rewrite(source, target, add_cost, drop_cost, change_cost, swap_cost):
    """Lowest cost of turning source into target by adding, dropping or changing
    letters and swapping two neighbours; also the number of letters in the longest
    common subsequence."""
    cost = [[j * add_cost for j in range(len(target) + 1)]]
    common = [0] * (len(target) + 1)
    for i in range(1, len(source) + 1):
        a = source[i - 1]
        up = cost[i - 1]
        row = [i * drop_cost]
        runs = [0]
        for j in range(1, len(target) + 1):
            b = target[j - 1]
            if a == b:
                best = up[j - 1]
                runs.append(common[j - 1] + 1)
            else:
                best = up[j - 1] + change_cost
                runs.append(common[j] if common[j] > runs[-1] else runs[-1])
            if up[j] + drop_cost < best:
                best = up[j] + drop_cost
            if row[j - 1] + add_cost < best:
                best = row[j - 1] + add_cost
            if i > 1 and j > 1 and a == target[j - 2] and source[i - 2] == b:
                if cost[i - 2][j - 2] + swap_cost < best:
                    best = cost[i - 2][j - 2] + swap_cost
            row.append(best)
        cost.append(row)
        common = runs
    return cost[-1][-1], common[-1]


def workload():
    rng = random.Random(28)
    word = lambda n: "".join(rng.choice("abcd") for _ in range(n))
    return [(word(440), word(430), 2, 3, 4, 1), (word(150), word(400), 5, 1, 3, 2)]
