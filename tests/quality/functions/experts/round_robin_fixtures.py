"""Fixtures for the league module: everybody plays everybody, home and away alternate."""
from datetime import date, timedelta


def _pairings(teams):
    """Circle method: the first team stays, the others rotate by one seat every round."""
    seats = list(teams)
    half = len(seats) // 2
    for number in range(len(seats) - 1):
        pairs = list(zip(seats[:half], reversed(seats[half:])))
        if number % 2:
            pairs[0] = pairs[0][::-1]
        yield pairs
        seats.insert(1, seats.pop())


def round_robin_fixtures(teams, first_day, days_between=7, second_leg=False):
    """List of (ISO date, home, away); a team without an opponent has the day off."""
    if len(set(teams)) != len(teams):
        raise ValueError("a team is registered twice")
    if len(teams) < 2:
        return []
    entries = list(teams)
    if len(entries) % 2:
        entries.append(None)
    fixtures = []
    day = first_day
    step = timedelta(days=days_between)
    for pairs in _pairings(entries):
        iso = day.isoformat()
        fixtures += [(iso, home, away) for home, away in pairs if home is not None and away is not None]
        day += step
    if second_leg:
        offset = step * (len(entries) - 1)
        moved = {}
        for iso, home, away in fixtures[:]:
            if iso not in moved:
                moved[iso] = (date.fromisoformat(iso) + offset).isoformat()
            fixtures.append((moved[iso], away, home))
    return fixtures
