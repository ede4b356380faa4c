import random

from geographiclib.geodesic import Geodesic

rng = random.Random(20)
earth = Geodesic.WGS84
places = [(rng.uniform(-80, 80), rng.uniform(-180, 180)) for _ in range(230)]

distance = 0.0
for n, (lat, lon) in enumerate(places):
    for other in places[:n]:
        distance += earth.Inverse(lat, lon, *other)["s12"]
print(round(distance, 3))

crossed = 0.0
for lat, lon in places:
    line = earth.Line(lat, lon, rng.uniform(0, 360))
    for step in range(60):
        crossed += line.Position(step * 25_000)["lat2"]
    end = earth.Direct(lat, lon, 30, 1_000_000)
    crossed += end["lat2"] + end["azi2"]
print(round(crossed, 6))

field = earth.Polygon()
for lat, lon in sorted(places[:100], key=lambda place: place[1]):
    field.AddPoint(lat, lon)
corners, perimeter, area = field.Compute()
print(corners, round(perimeter, 3), round(area))
