def sellable_gaps(bookings, shortest):
    ordered = sorted(booking for booking in bookings if booking[0] < booking[1])
    gaps = []
    if not ordered:
        return gaps
    occupied_until = ordered[0][1]
    for arrival, departure in ordered[1:]:
        if arrival > occupied_until:
            nights = (arrival - occupied_until).days
            if nights >= shortest:
                gaps.append((occupied_until, nights))
        if departure > occupied_until:
            occupied_until = departure
    return gaps
