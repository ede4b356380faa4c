import random


class Chair:
    def __init__(self, number):
        self.number = number
        self.patient = None
        self.left = 0

    def seat(self, patient):
        self.patient = patient
        self.left = patient["length"]

    def tick(self):
        """One second passes; the patient who just finished, or None."""
        if self.patient is None:
            return None
        self.left -= 1
        if self.left > 0:
            return None
        done, self.patient = self.patient, None
        return done


def infusion_chairs(patients, chair_count, close_at):
    """Play one day of the infusion room.

    patients: dicts id, arrive, length (seconds), urgent. Whoever still waits when the
    room closes is sent home. Returns (log, waits per id, idle chair seconds, refused ids).
    """
    if chair_count < 1:
        raise ValueError("no chairs")
    for p in patients:
        if p["arrive"] < 0:
            raise ValueError("%s arrives before the day starts" % p["id"])
    chairs = [Chair(n + 1) for n in range(chair_count)]
    todo = list(patients)
    waiting = []
    log, waits, refused = [], {}, []
    idle = 0
    now = 0
    while True:
        for p in [p for p in todo if p["arrive"] == now]:
            todo.remove(p)
            waiting.append(p)
        if now >= close_at:
            refused.extend(p["id"] for p in waiting)
            waiting = []
        for chair in chairs:
            done = chair.tick()
            if done is not None:
                log.append((now, "out", chair.number, done["id"]))
        for chair in chairs:
            if chair.patient is None and waiting:
                at = min(range(len(waiting)), key=lambda i: (not waiting[i]["urgent"], i))
                patient = waiting.pop(at)
                chair.seat(patient)
                waits[patient["id"]] = now - patient["arrive"]
                log.append((now, "in", chair.number, patient["id"]))
            if chair.patient is None:
                idle += 1
        if not todo and not waiting and all(c.patient is None for c in chairs):
            break
        now += 1
    return log, waits, idle, refused


def _case(seed, n, chairs, span, length):
    rnd = random.Random(seed)
    patients = [{"id": "p%d" % i, "arrive": rnd.randrange(span), "length": rnd.randint(length // 4, length),
                 "urgent": rnd.random() < 0.15} for i in range(n)]
    return patients, chairs, span * 9 // 10


def workload():
    return [_case(1, 160, 8, 25000, 1800), _case(2, 60, 4, 12000, 900), _case(3, 5, 2, 30, 12), ([], 3, 10)]
