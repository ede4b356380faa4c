OPPOSITE = {"insert": "delete", "delete": "insert", "indent": "outdent", "outdent": "indent",
            "show": "hide", "hide": "show"}


def is_undone_by(edit, later):
    """An edit is undone by the opposite edit of the same user on the same thing."""
    return (
        edit["user"] == later["user"]
        and edit["target"] == later["target"]
        and OPPOSITE.get(edit["kind"]) == later["kind"]
    )


def cancel_undone_edits(edits):
    """Shorten the history of a document before it is stored.

    Neighbouring edits that undo each other are dropped until none are left.  Returns the
    remaining edits and how many were dropped per user.
    """
    for edit in edits:
        if "user" not in edit or "target" not in edit or "kind" not in edit:
            raise KeyError(f"incomplete edit: {sorted(edit)}")
    history = []
    dropped = {}
    for edit in edits:
        if history and is_undone_by(history[-1], edit):
            history.pop()
            user = edit["user"]
            dropped[user] = dropped.get(user, 0) + 2
        else:
            history.append(edit)
    return history, dropped
