import random


def merge_customer_records(rows):
    """Group row numbers that belong to the same customer.

    Two rows belong together if they share an e-mail or a phone number, also by way of other rows.
    """
    groups = []
    for number, row in enumerate(rows):
        keys = set()
        email = (row.get("email") or "").strip().lower()
        if email:
            keys.add("mail:" + email)
        phone = "".join(ch for ch in (row.get("phone") or "") if ch.isdigit())
        if phone:
            keys.add("tel:" + phone)
        groups.append((keys, [number]))

    merged = True
    while merged:
        merged = False
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                if groups[i][0] & groups[j][0]:
                    joined = (groups[i][0] | groups[j][0], groups[i][1] + groups[j][1])
                    groups = [g for k, g in enumerate(groups) if k not in (i, j)]
                    groups.append(joined)
                    merged = True
                    break
            if merged:
                break
    return sorted(sorted(members) for _, members in groups)


def workload():
    rng = random.Random(73)
    jobs = []
    for n, people in ((150, 110), (180, 170), (120, 60)):
        rows = []
        for _ in range(n):
            who = rng.randrange(people)
            rows.append({
                "name": "Customer %d" % who,
                "email": rng.choice(("c%d@Example.org " % who, "c%d@example.org" % who, "", None)),
                "phone": rng.choice(("555-%04d" % who, "(555) %04d" % who, None,
                                     "555-%04d" % rng.randrange(people))),
            })
        jobs.append((rows,))
    return jobs
