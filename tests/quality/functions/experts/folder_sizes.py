def folder_sizes(entries):
    own = {}
    for _, parent, kind, nbytes in entries:
        if kind != "dir":
            cell = own.get(parent)
            if cell is None:
                own[parent] = [nbytes, 1]
            else:
                cell[0] += nbytes
                cell[1] += 1
    kids = {}
    dirs = []
    for eid, parent, kind, _ in entries:
        if kind == "dir":
            dirs.append(eid)
            kids.setdefault(parent, []).append(eid)
    done = {}
    for root in dirs:
        if root in done:
            continue
        order = []
        stack = [root]
        while stack:
            cur = stack.pop()
            order.append(cur)
            stack.extend(k for k in kids.get(cur, ()) if k not in done)
        for cur in reversed(order):
            size, files = own.get(cur, (0, 0))
            for k in kids.get(cur, ()):
                s, f = done[k]
                size += s
                files += f
            done[cur] = (size, files)
    report = {}
    biggest = None
    top = 0
    for eid in dirs:
        size, files = done[eid]
        report[eid] = {"bytes": size, "files": files, "empty": files == 0}
    for eid in report:
        if biggest is None or done[eid][0] > top:
            biggest = eid
            top = done[eid][0]
    return report, biggest
