def squash_journal(entries, keep_zero=()):
    parsed = []
    for raw in entries:
        parts = raw.split(";")
        if len(parts) != 4:
            raise ValueError("bad journal line: " + raw)
        parsed.append((parts[0], parts[1], int(parts[2]), parts[3]))
    squashed = 0
    stack = []            # [bin, article, delta, {users}], never zero unless kept
    for place, article, delta, user in parsed:
        # an entry of zero met while scanning goes first, but only after its left
        # neighbour has had the chance to swallow it
        if stack:
            top = stack[-1]
            if top[0] == place and top[1] == article:
                top[2] += delta
                top[3].setdefault(user)
                squashed += 1
                if top[2] == 0 and article not in keep_zero:
                    stack.pop()
                continue
        if delta == 0 and article not in keep_zero:
            continue
        stack.append([place, article, delta, {user: None}])
    users = set()
    for row in stack:
        users.update(row[3])
    return ["%s;%s;%+d;%s" % (p, a, d, "+".join(u)) for p, a, d, u in stack], squashed, sorted(users)
