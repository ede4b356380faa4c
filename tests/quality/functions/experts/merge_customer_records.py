def merge_customer_records(rows):
    """Group row numbers that belong to the same customer.

    Two rows belong together if they share an e-mail or a phone number, also by way of other rows.
    """
    parent = list(range(len(rows)))

    def root(n):
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    owner = {}
    for number, row in enumerate(rows):
        keys = []
        email = (row.get("email") or "").strip().lower()
        if email:
            keys.append("mail:" + email)
        phone = "".join([ch for ch in (row.get("phone") or "") if ch.isdigit()])
        if phone:
            keys.append("tel:" + phone)
        for key in keys:
            a, b = root(owner.setdefault(key, number)), root(number)
            if a < b:
                parent[b] = a
            elif b < a:
                parent[a] = b

    groups = {}
    for number in range(len(rows)):         # a root is the smallest member of its group
        groups.setdefault(root(number), []).append(number)
    return list(groups.values())
