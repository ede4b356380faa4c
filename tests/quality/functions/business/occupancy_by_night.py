import random
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def occupancy_by_night(bookings, first, last, rooms):
    """Guests, rooms and turnover for every night from first to last (both included).

    bookings: (arrival, departure, guests, rooms, cents per night); dates as datetime.date.
    """
    if last < first:
        raise ValueError("last night is before first night")
    nights = {}
    day = first
    while day <= last:
        nights[day] = [0, 0, 0]
        day += ONE_DAY

    for arrival, departure, guests, booked, cents in bookings:
        if departure <= arrival:
            raise ValueError(f"booking from {arrival} to {departure}")
        night = arrival
        while night < departure:
            if night in nights:
                entry = nights[night]
                entry[0] += guests
                entry[1] += booked
                entry[2] += cents
            night += ONE_DAY

    report = []
    overbooked = []
    for night, (guests, booked, cents) in nights.items():
        if booked > rooms:
            overbooked.append(night)
        percent = round(100 * booked / rooms) if rooms else 0
        report.append((night.isoformat(), guests, booked, cents, percent))
    return report, overbooked


def _bookings(rng, n, longest):
    out = []
    for _ in range(n):
        arrival = date(2022, 10, 1) + timedelta(days=rng.randrange(480))
        nights = rng.choice([1, 2, 7, 30, rng.randint(1, longest), rng.randint(1, longest)])
        out.append((arrival, arrival + timedelta(days=nights), rng.randint(1, 4),
                    rng.choice([1, 1, 1, 2]), rng.choice([2900, 4500, 6000])))
    return out


def workload():
    rng = random.Random(1717)
    return [
        ([], date(2023, 2, 27), date(2023, 3, 1), 0),
        (_bookings(rng, 8, 20), date(2022, 12, 20), date(2023, 1, 10), 2),
        (_bookings(rng, 2500, 365), date(2023, 1, 1), date(2023, 12, 31), 800),
        (_bookings(rng, 3000, 250), date(2023, 4, 1), date(2023, 9, 30), 500),
    ]
