import re

_PREFIX = re.compile(r"^\s*(re|fwd?|aw)\s*(\[\d+\])?\s*:\s*", re.I)


def thread_messages(messages, by_subject=True):
    info = {}
    for mid, references, subject, when in messages:
        if not mid.startswith("<") or not mid.endswith(">"):
            raise ValueError("bad message id %r" % mid)
        if mid in info:
            raise ValueError("message %s twice" % mid)
        info[mid] = (subject, when)
    parents = dict.fromkeys(info)
    tops = {mid: mid for mid in info}     # union-find over the trees built so far

    def top_of(m):
        while tops[m] != m:
            tops[m] = tops[tops[m]]
            m = tops[m]
        return m

    stray = {}
    for mid, references, subject, when in messages:
        for reference in reversed(references):
            if reference in info and top_of(reference) != mid:
                parents[mid] = tops[mid] = reference
                break
        for reference in references:
            if reference not in info:
                stray[reference] = None

    order = sorted(info, key=lambda m: (info[m][1], m))
    if by_subject:
        bare = {}

        def fold(subject):
            text = bare.get(subject)
            if text is None:
                text = subject
                while True:
                    shorter = _PREFIX.sub("", text)
                    if shorter == text:
                        break
                    text = shorter
                text = bare[subject] = " ".join(text.split()).lower()
            return text

        roots = [m for m in order if parents[m] is None]
        groups = {}
        for m in roots:
            groups.setdefault(fold(info[m][0]), []).append(m)
        for members in groups.values():
            if len(members) < 2:
                continue
            head = 0
            while head < len(members) - 1 and _PREFIX.match(info[members[head]][0]):
                parents[members[head]] = members[head + 1]
                head += 1
            for mid in members[head + 1:]:
                if _PREFIX.match(info[mid][0]):
                    parents[mid] = members[head]

    children = {mid: [] for mid in info}
    roots = []
    for mid in order:
        parent = parents[mid]
        (roots if parent is None else children[parent]).append(mid)
    walked = []
    level = {}
    for root in roots:
        stack = [(root, 0)]
        while stack:
            m, depth = stack.pop()
            level[m] = depth
            walked.append(m)
            depth += 1
            for child in reversed(children[m]):
                stack.append((child, depth))
    size = dict.fromkeys(info, 1)
    latest = {mid: info[mid][1] for mid in info}
    for m in reversed(walked):
        parent = parents[m]
        if parent is not None:
            size[parent] += size[m]
            if latest[m] > latest[parent]:
                latest[parent] = latest[m]
    place = {}
    for i, m in enumerate(walked):
        if parents[m] is None:
            place[m] = i
    threads = []
    for root in sorted(roots, key=lambda m: (-latest[m], m)):
        i = place[root]
        lines = [(level[m], m, size[m] - 1) for m in walked[i:i + size[root]]]
        threads.append({"subject": info[root][0].strip(), "latest": latest[root],
                        "depth": max(line[0] for line in lines), "lines": lines})
    return threads, list(stray)
