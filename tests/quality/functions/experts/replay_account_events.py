import copy


def replay_account_events(initial, events):
    state = copy.deepcopy(initial)
    failures = []
    for number, event in enumerate(events):
        kind = event["kind"]
        name = event["acct"]
        acct = state.get(name)
        if kind == "open":
            if acct is not None or name in state:
                failures.append((number, "exists"))
            else:
                state[name] = {"cents": 0, "history": []}
            continue
        if acct is None:
            failures.append((number, "unknown account"))
            continue
        if kind == "deposit":
            acct["cents"] += event["cents"]
        elif kind == "withdraw":
            left = acct["cents"] - event["cents"]
            if left < 0:
                failures.append((number, "insufficient funds"))
                continue
            acct["cents"] = left
        elif kind == "move":
            target = state.get(event["to"])
            if target is None:
                failures.append((number, "unknown target"))
                continue
            cents = event["cents"]
            left = acct["cents"] if target is acct else acct["cents"] - cents
            if left < 0:
                failures.append((number, "insufficient funds"))
                continue
            acct["cents"] -= cents
            target["cents"] += cents
        else:
            failures.append((number, "bad kind " + kind))
            continue
        acct["history"].append(kind)
    return state, failures
