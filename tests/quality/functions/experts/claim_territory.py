def claim_territory(width, height, moves):
    owner = {}
    parent = {}
    size = {}
    left = set()
    right = set()

    def find(c):
        root = c
        while parent[root] != root:
            root = parent[root]
        while parent[c] != root:
            parent[c], c = root, parent[c]
        return root

    largest = {}
    sizes = []
    winner = None
    for player, x, y in moves:
        cell = (x, y)
        if not (0 <= x < width and 0 <= y < height) or cell in owner:
            sizes.append(-1)
            continue
        owner[cell] = player
        parent[cell] = cell
        size[cell] = 1
        if x == 0:
            left.add(cell)
        if x == width - 1:
            right.add(cell)
        root = cell
        for other in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if other in owner and owner[other] == player:
                r = find(other)
                if r != root:
                    if size[r] > size[root]:
                        r, root = root, r
                    parent[r] = root
                    size[root] += size[r]
                    if r in left:
                        left.add(root)
                    if r in right:
                        right.add(root)
        n = size[root]
        sizes.append(n)
        if n > largest.get(player, 0):
            largest[player] = n
        if root in left and root in right:
            winner = player
            break
    return winner, sizes, sorted(sorted(largest.items()), key=lambda pair: -pair[1])
