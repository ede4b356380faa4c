import random
from collections import namedtuple
from itertools import permutations

Stop = namedtuple("Stop", "customer x y unload")

MAX_STOPS = 8


def driving_minutes(a, b):
    # streets form a grid; bridges over the canal (x = 50) cost four minutes more
    minutes = abs(a.x - b.x) + abs(a.y - b.y)
    if (a.x < 50) != (b.x < 50):
        minutes += 4
    return minutes


def round_minutes(depot, stops):
    total = 0
    here = depot
    for stop in stops:
        total += driving_minutes(here, stop) + stop.unload
        here = stop
    return total + driving_minutes(here, depot)


def plan_delivery_round(depot, deliveries):
    """Quickest round through all deliveries and back; the first one found if several are equal.

    depot: (x, y); deliveries: list of (customer, x, y, unload minutes)
    """
    if len(deliveries) > MAX_STOPS:
        raise ValueError(f"a van takes at most {MAX_STOPS} stops, got {len(deliveries)}")
    base = Stop("depot", depot[0], depot[1], 0)
    stops = [Stop(*d) for d in deliveries]
    best = None
    best_minutes = None
    for order in permutations(stops):
        minutes = round_minutes(base, order)
        if best_minutes is None or minutes < best_minutes:
            best, best_minutes = order, minutes
    clock = 8 * 60
    plan = []
    here = base
    for stop in best:
        clock += driving_minutes(here, stop)
        plan.append(f"{clock // 60:02d}:{clock % 60:02d} {stop.customer}")
        clock += stop.unload
        here = stop
    return {"minutes": best_minutes, "plan": plan}


def _deliveries(rng, n):
    names = ["Bakery", "School", "Clinic", "Hotel", "Kiosk", "Garage", "Library", "Town hall"]
    return [(rng.choice(names), rng.randint(0, 20) * 5, rng.randint(0, 90), rng.choice([3, 5, 5, 10]))
            for _ in range(n)]


def workload():
    rng = random.Random(606)
    return [
        ((10, 10), []),
        ((10, 10), _deliveries(rng, 2)),
        ((50, 40), _deliveries(rng, 7)),
        ((30, 30), _deliveries(rng, 8)),
    ]
