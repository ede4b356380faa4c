import random

OPPOSITE = {"insert": "delete", "delete": "insert", "indent": "outdent", "outdent": "indent",
            "show": "hide", "hide": "show"}


def is_undone_by(edit, later):
    """An edit is undone by the opposite edit of the same user on the same thing."""
    return (
        edit["user"] == later["user"]
        and edit["target"] == later["target"]
        and OPPOSITE.get(edit["kind"]) == later["kind"]
    )


def find_undone(edits):
    for i in range(len(edits) - 1):
        if is_undone_by(edits[i], edits[i + 1]):
            return i
    return -1


def cancel_undone_edits(edits):
    """Shorten the history of a document before it is stored.

    Neighbouring edits that undo each other are dropped until none are left.  Returns the
    remaining edits and how many were dropped per user.
    """
    for edit in edits:
        if "user" not in edit or "target" not in edit or "kind" not in edit:
            raise KeyError(f"incomplete edit: {sorted(edit)}")
    history = list(edits)
    dropped = {}
    while True:
        at = find_undone(history)
        if at < 0:
            break
        user = history[at]["user"]
        dropped[user] = dropped.get(user, 0) + 2
        history = history[:at] + history[at + 2:]
    return history, dropped


def _edits(rng, n):
    edits = []
    open_edits = []
    while len(edits) < n:
        if open_edits and rng.random() < .46:
            kind, user, target = open_edits.pop()
            if rng.random() < .05:
                target += 1
            edits.append({"user": user, "target": target, "kind": OPPOSITE[kind]})
        else:
            kind = rng.choice(["insert", "insert", "delete", "indent", "show", "comment"])
            user, target = rng.choice(["amy", "bo", "cy"]), rng.randrange(40)
            edits.append({"user": user, "target": target, "kind": kind})
            if kind in OPPOSITE:
                open_edits.append((kind, user, target))
    for number, edit in enumerate(edits):
        edit["no"] = number
    return edits


def workload():
    rng = random.Random(1919)
    return [
        ([],),
        (_edits(rng, 14),),
        (_edits(rng, 1200),),
        (_edits(rng, 2000),),
    ]
