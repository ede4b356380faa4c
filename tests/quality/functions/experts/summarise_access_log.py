def summarise_access_log(lines):
    hours = {}
    paths = {}
    codes = {}
    bad = 0
    for line in lines:
        parts = line.strip().split('"')
        if len(parts) != 3:
            bad += 1
            continue
        head, request, tail = parts
        head = head.strip().split(" ")
        request = request.strip().split(" ")
        tail = tail.strip().split(" ")
        if len(head) != 3 or len(request) != 3 or len(tail) != 2:
            bad += 1
            continue
        status, size = tail
        if not status.isdecimal() or not (size == "-" or size.isdecimal()):
            bad += 1
            continue
        status = int(status)
        stamp = head[2].strip("[]")
        cut = stamp.find(":", stamp.find(":") + 1)
        hour = stamp[:cut] if cut > 0 and stamp.count(":") > 1 else stamp
        row = hours.get(hour)
        if row is None:
            row = hours[hour] = [0, 0, 0]
        row[0] += 1
        if size != "-":
            row[1] += int(size)
        if status >= 500:
            row[2] += 1
        codes[status] = codes.get(status, 0) + 1
        if status < 400:
            path = request[1]
            if "?" in path:
                path = path[:path.index("?")]
            key = (request[0].upper(), path.rstrip("/") or "/")
            paths[key] = paths.get(key, 0) + 1
    classes = {}
    for status, n in codes.items():
        label = f"{status // 100}xx"
        classes[label] = classes.get(label, 0) + n
    return hours, paths, classes, bad
