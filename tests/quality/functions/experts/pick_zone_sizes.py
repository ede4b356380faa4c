def pick_zone_sizes(plan):
    state = [bytearray(ch != "#" for ch in row) for row in plan]
    zones = []
    height = len(plan)
    blocked = sum(row.count("#") for row in plan)
    for r, row in enumerate(state):
        c = row.find(1)
        while c >= 0:
            row[c] = 0
            stack = [(r, c)]
            size = 0
            racks = 0
            while stack:
                y, x = stack.pop()
                size += 1
                if plan[y][x] == "R":
                    racks += 1
                here = state[y]
                if x and here[x - 1]:
                    here[x - 1] = 0
                    stack.append((y, x - 1))
                if x + 1 < len(here) and here[x + 1]:
                    here[x + 1] = 0
                    stack.append((y, x + 1))
                for ny in (y - 1, y + 1):
                    if 0 <= ny < height:
                        near = state[ny]
                        if x < len(near) and near[x]:
                            near[x] = 0
                            stack.append((ny, x))
            zones.append({"at": (r, c), "size": size, "racks": racks})
            c = row.find(1, c)
    zones.sort(key=lambda z: z["size"], reverse=True)
    return zones, blocked
