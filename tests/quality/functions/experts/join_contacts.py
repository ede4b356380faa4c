def join_contacts(rows):
    parent = list(range(len(rows)))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    owner = {}
    row_keys = []
    for i, row in enumerate(rows):
        keys = [k for k in (e.strip().lower() for e in row["emails"]) if k]
        for p in row["phones"]:
            digits = "".join([ch for ch in p if ch.isdigit()])
            if len(digits) >= 6:
                keys.append(digits)
        row_keys.append(keys)
        for k in keys:
            j = owner.setdefault(k, i)
            if j != i:
                a = find(i)
                b = find(j)
                if a != b:
                    if a < b:
                        parent[b] = a
                    else:
                        parent[a] = b
    groups = {}
    for i in range(len(rows)):
        groups.setdefault(find(i), []).append(i)
    names = {r["id"]: r["name"] for r in rows}
    merged = []
    for members in groups.values():
        ids = sorted([rows[i]["id"] for i in members])
        keys = set()
        for i in members:
            keys.update(row_keys[i])
        merged.append({"id": ids[0], "name": max((names[i] for i in ids), key=len),
                       "sources": ids, "keys": sorted(keys)})
    merged.sort(key=lambda m: m["id"])
    return merged, len(rows) - len(merged)
