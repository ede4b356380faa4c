import copy
import json


def distinct_events(events):
    kept = {}
    for event in events:
        event = {field: value for field, value in event.items() if field not in ("received_at", "retry")}
        key = json.dumps(event, sort_keys=True)
        entry = kept.get(key)
        if entry is None:
            kept[key] = [event, 1]
        else:
            entry[1] += 1
    result = []
    for event, sent in kept.values():
        row = copy.deepcopy(event)
        row["sent"] = sent
        result.append(row)
    return result
