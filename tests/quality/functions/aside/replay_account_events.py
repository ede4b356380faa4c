"""Apply wallet events to a copy of the state; a failing event is rolled back and reported."""
import copy
import random


def _apply(state, event):
    kind = event["kind"]
    if kind == "open":
        if event["acct"] in state:
            raise ValueError("exists")
        state[event["acct"]] = {"cents": 0, "history": []}
        return
    if event["acct"] not in state:
        raise ValueError("unknown account")
    acct = state[event["acct"]]
    acct["history"].append(kind)
    if kind == "deposit":
        acct["cents"] += event["cents"]
    elif kind == "withdraw":
        acct["cents"] -= event["cents"]
        if acct["cents"] < 0:
            raise ValueError("insufficient funds")
    elif kind == "move":
        acct["cents"] -= event["cents"]
        if event["to"] not in state:
            raise ValueError("unknown target")
        state[event["to"]]["cents"] += event["cents"]
        if acct["cents"] < 0:
            raise ValueError("insufficient funds")
    else:
        raise ValueError("bad kind " + kind)


def replay_account_events(initial, events):
    state = copy.deepcopy(initial)
    failures = []
    for number, event in enumerate(events):
        backup = copy.deepcopy(state)
        try:
            _apply(state, event)
        except ValueError as err:
            state = backup
            failures.append((number, str(err)))
    return state, failures


def workload():
    rnd = random.Random(65)

    def mk(n, accts):
        ev = []
        for _ in range(n):
            kind = rnd.choice(["open", "deposit", "deposit", "withdraw", "move", "freeze"] if rnd.random() < .3 else ["deposit", "withdraw", "move"])
            ev.append({"kind": kind, "acct": f"a{rnd.randrange(accts)}", "cents": rnd.randrange(0, 900), "to": f"a{rnd.randrange(accts + 1)}"})
        return {f"a{i}": {"cents": rnd.randrange(1000), "history": []} for i in range(accts // 2)}, ev

    return [({}, []), ({}, [{"kind": "move", "acct": "a", "cents": 1, "to": "b"}]), mk(40, 6), mk(500, 60)]
