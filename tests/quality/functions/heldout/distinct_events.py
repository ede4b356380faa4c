"""Cleans up the event stream of an app before it is billed by number of events."""

import copy
import json
import random

IGNORED = ("received_at", "retry")


def distinct_events(events: list[dict]) -> list[dict]:
    """The events without repetitions, in order; the fields that differ between retries are removed.

    Each event that is kept gets the number of times it was sent as "sent".
    """
    kept = []
    for event in events:
        event = copy.deepcopy(event)
        for field in IGNORED:
            if field in event:
                del event[field]
        known = False
        for other in kept:
            if json.dumps(other["event"], sort_keys=True) == json.dumps(event, sort_keys=True):
                other["sent"] += 1
                known = True
                break
        if not known:
            kept.append({"event": event, "sent": 1})
    result = []
    for entry in kept:
        row = dict(entry["event"])
        row["sent"] = entry["sent"]
        result.append(row)
    return result


def workload():
    rng = random.Random(404)
    calls = []
    for n, variety in ((170, 80), (120, 20), (10, 4)):
        events = []
        for i in range(n):
            events.append(
                {
                    "user": rng.randrange(variety),
                    "name": rng.choice(["open", "buy"]),
                    "properties": {"screen": "start", "tags": ["a", "b"][: rng.randrange(3)]},
                    "received_at": i,
                }
            )
            if rng.random() < 0.3:
                events[-1]["retry"] = True
        calls.append((events,))
    calls.append(([],))
    return calls
