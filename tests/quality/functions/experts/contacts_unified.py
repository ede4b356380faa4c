def _email(email):
    user, _, host = email.strip().lower().partition("@")
    return user.split("+", 1)[0] + "@" + host


def _phone(phone):
    return "".join([ch for ch in phone if ch.isdigit()])[-9:]


def contacts_unified(contacts):
    n = len(contacts)
    parent = list(range(n))

    def find(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    owner = {}
    cleaned = []
    for i, c in enumerate(contacts):
        emails = [_email(e) for e in c["emails"]]
        phones = [_phone(p) for p in c["phones"]]
        cleaned.append((emails, phones))
        for kind, keys in ((0, emails), (1, phones)):
            for key in keys:
                j = owner.setdefault((kind, key), i)
                if j != i:
                    a, b = find(i), find(j)
                    if a < b:
                        parent[b] = a
                    elif b < a:
                        parent[a] = b
    groups = {}
    for i in range(n):
        groups.setdefault(find(i), []).append(i)
    if len({id(c) for c in contacts}) < n:  # the same object listed twice counts in both groups
        spots = {}
        for i, c in enumerate(contacts):
            spots.setdefault(id(c), []).append(i)
        for root, members in groups.items():
            groups[root] = sorted({k for m in members for k in spots[id(contacts[m])]})
    merged = []
    for members in groups.values():
        best = max([contacts[k]["name"].strip() for k in members], key=len)
        merged.append({
            "name": best,
            "emails": sorted({e for k in members for e in cleaned[k][0]}),
            "phones": sorted({p for k in members for p in cleaned[k][1]}),
            "members": members,
        })
    return merged
