"""Logs of a quiet and of a busy day."""

import random

PATHS = ["/", "/index.html", "/api/items", "/api/items/17?full=1", "/style/main.css", "/img/logo.PNG", "/login", "/app.js"]


def log(rng, n_lines, n_hosts):
    """Lines in the common format; one in fifty is cut off in the middle, as a full disk leaves them."""
    lines = []
    for number in range(n_lines):
        host = rng.randrange(n_hosts)
        size = rng.choice(["-", str(rng.randrange(90000))])
        line = (
            f"10.{host // 250 % 250}.{host % 250}.{host * 7 % 250} - - [0{number % 7 + 1}/Mar/2024:10:{number % 60:02d}:00 +0000] "
            f'"{rng.choice(["GET", "GET", "POST"])} {rng.choice(PATHS)} HTTP/1.1" {rng.choice([200, 200, 200, 304, 404, 500])} {size}\n'
        )
        if rng.random() < 0.02:
            line = line[: rng.randrange(len(line))]
        lines.append(line)
    return lines


def workload():
    rng = random.Random(11)
    return [
        (log(rng, 6000, 2400),),
        (log(rng, 4000, 1500), False),
        (log(rng, 300, 40),),
        (log(rng, 20, 3), False),
        ([],),
        (["", "not a log line\n"],),
    ]
