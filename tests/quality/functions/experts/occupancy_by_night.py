from datetime import date
from itertools import accumulate


def occupancy_by_night(bookings, first, last, rooms):
    """Guests, rooms and turnover for every night from first to last (both included).

    bookings: (arrival, departure, guests, rooms, cents per night); dates as datetime.date.
    Only the changes at arrival and departure are noted; summing them up gives the nights.
    """
    if last < first:
        raise ValueError("last night is before first night")
    start = first.toordinal()
    count = last.toordinal() - start + 1
    guest_changes = [0] * (count + 1)
    room_changes = [0] * (count + 1)
    cent_changes = [0] * (count + 1)

    for arrival, departure, guests, booked, cents in bookings:
        if departure <= arrival:
            raise ValueError(f"booking from {arrival} to {departure}")
        begin = max(arrival.toordinal() - start, 0)
        end = min(departure.toordinal() - start, count)
        if begin < end:
            guest_changes[begin] += guests
            guest_changes[end] -= guests
            room_changes[begin] += booked
            room_changes[end] -= booked
            cent_changes[begin] += cents
            cent_changes[end] -= cents

    report = []
    overbooked = []
    totals = zip(range(start, start + count), accumulate(guest_changes),
                 accumulate(room_changes), accumulate(cent_changes))
    for ordinal, guests, booked, cents in totals:
        night = date.fromordinal(ordinal)
        if booked > rooms:
            overbooked.append(night)
        percent = round(100 * booked / rooms) if rooms else 0
        report.append((night.isoformat(), guests, booked, cents, percent))
    return report, overbooked
