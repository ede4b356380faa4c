"""Total size and file count of every folder in a flat listing of (id, parent, kind, bytes)."""
import random


def _total(entries, folder_id):
    size = 0
    files = 0
    for eid, parent, kind, nbytes in entries:
        if parent != folder_id:
            continue
        if kind == "dir":
            s, f = _total(entries, eid)
            size += s
            files += f
        else:
            size += nbytes
            files += 1
    return size, files


def folder_sizes(entries):
    report = {}
    for eid, parent, kind, nbytes in entries:
        if kind == "dir":
            size, files = _total(entries, eid)
            report[eid] = {"bytes": size, "files": files, "empty": files == 0}
    biggest = None
    for eid in report:
        if biggest is None or report[eid]["bytes"] > report[biggest]["bytes"]:
            biggest = eid
    return report, biggest


def workload():
    rnd = random.Random(34)

    def mk(n):
        rows = [(0, None, "dir", 0)]
        dirs = [0]
        for i in range(1, n):
            par = rnd.choice(dirs[-12:])
            if rnd.random() < 0.3:
                rows.append((i, par, "dir", 0))
                dirs.append(i)
            else:
                rows.append((i, par, "file", rnd.randrange(5000)))
        head = rows[:]
        rnd.shuffle(head)
        return head

    return [([],), (mk(12),), (mk(90),), (mk(640),)]
