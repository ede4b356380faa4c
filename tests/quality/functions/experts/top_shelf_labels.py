def top_shelf_labels(books):
    rows = []
    for pos, b in enumerate(books):
        title = b["title"]
        t = title.strip().lower()
        if t.startswith("the "):
            t = t[4:]
        elif t.startswith("a "):
            t = t[2:]
        elif t.startswith("an "):
            t = t[3:]
        rows.append((b["section"], t, -b["year"], pos, b["id"], title))
    rows.sort()
    groups = {}
    for row in rows:
        letter = row[1][:1]
        entry = groups.get(letter)
        if entry is None:
            groups[letter] = [row[5], row[5], 1]
        else:
            entry[1] = row[5]
            entry[2] += 1
    labels = {letter: tuple(groups[letter]) for letter in "abcdefghijklmnopqrstuvwxyz" if letter in groups}
    return [row[4] for row in rows], labels
