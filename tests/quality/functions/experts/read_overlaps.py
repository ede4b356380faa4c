def read_overlaps(reads, shortest):
    index = {}
    for j, read in enumerate(reads):
        if len(read) >= shortest:
            index.setdefault(read[:shortest], []).append(j)
    found = []
    for i, read in enumerate(reads):
        length = len(read)
        done = {i}
        for at in range(length - shortest + 1):
            starts = index.get(read[at:at + shortest])
            if starts is None:
                continue
            tail = read[at:]
            for j in starts:
                if j not in done and reads[j].startswith(tail):
                    done.add(j)
                    found.append((at - length, i, j))
    found.sort()
    return [(i, j, -size) for size, i, j in found]
