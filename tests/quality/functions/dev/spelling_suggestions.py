"""Did you mean ...? for the names of commands."""


def distance(left: str, right: str) -> int:
    """Fewest insertions, deletions and replacements that turn one word into the other."""
    if left == "":
        return len(right)
    if right == "":
        return len(left)
    if left[0] == right[0]:
        return distance(left[1:], right[1:])
    return 1 + min(distance(left[1:], right), distance(left, right[1:]), distance(left[1:], right[1:]))


def spelling_suggestions(typed: str, commands: list[str], most: int = 3) -> list[str]:
    """The known commands closest to what was typed, closest first; at most ``most``, none farther than 3."""
    close = [command for command in commands if distance(typed.lower(), command.lower()) <= 3]
    close.sort(key=lambda command: (distance(typed.lower(), command.lower()), command))
    return close[:most]


def workload():
    commands = ["status", "commit", "branch", "restore", "rebase", "remote", "config", "clone", "tag", "fetch", "push"]
    return [
        ("comit", commands),
        ("conflict", commands + ["conflicts", "contexts"]),
        ("reabse-all", commands, 5),
        ("psuh", commands),
        ("x", ["y", "z", "x"], 2),
        ("", ["ab", "abcd"]),
        ("tag", []),
    ]
