def cheapest_product_order(shapes):
    for left, right in zip(shapes, shapes[1:]):
        if left[1] != right[0]:
            raise ValueError(f"shapes {left} and {right} do not fit")
    n = len(shapes)
    if n < 2:
        return 0
    rows = [shape[0] for shape in shapes]
    columns = [shape[1] for shape in shapes]
    cost = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i][j] = min(
                cost[i][k] + cost[k + 1][j] + rows[i] * columns[k] * columns[j] for k in range(i, j)
            )
    return cost[0][-1]
