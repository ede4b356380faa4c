"""Shell-like completion: for each typed prefix the number of matches, first hits, and common extension."""
import random


def _common(words):
    if not words:
        return ""
    stem = words[0]
    for w in words:
        while not w.startswith(stem):
            stem = stem[:-1]
    return stem


def complete_commands(commands, prefixes, show=3):
    answers = []
    unmatched = 0
    for p in prefixes:
        hits = []
        for c in commands:
            if c.startswith(p) and c not in hits:
                hits.append(c)
        hits.sort()
        if not hits:
            unmatched += 1
        answers.append({"prefix": p, "count": len(hits), "show": hits[:show], "extend": _common(hits)[len(p):]})
    return answers, unmatched


def workload():
    rnd = random.Random(66)

    def mk(n, q):
        verbs = ["get", "set", "list", "delete", "describe", "gc", "login"]
        nouns = ["pod", "node", "user", "job", "log", "queue"]
        cmds = [f"{rnd.choice(verbs)}-{rnd.choice(nouns)}-{rnd.randrange(n)}" for _ in range(n)]
        return cmds, [rnd.choice(cmds)[:rnd.randint(2, 12)] if rnd.random() < .9 else "zz" for _ in range(q)]

    return [([], ["a"]), (["run", "rm", "run", "rename"], ["r", "", "run", "x"]), mk(60, 10), mk(1600, 450)]
