"""Flatten nested settings to dotted keys, keep the depth of each, and list secret-looking keys."""
import random


def _flatten(node, path):
    flat = {}
    for key in node:
        full = path + "." + str(key) if path else str(key)
        value = node[key]
        if isinstance(value, dict) and value:
            flat = {**flat, **_flatten(value, full)}
        else:
            flat = {**flat, full: value}
    return flat


def flatten_settings(settings):
    flat = _flatten(settings, "")
    depth = {}
    secrets = []
    for full in flat:
        depth[full] = len(full.split("."))
        for word in ("password", "token", "secret"):
            if word in full.split(".")[-1].lower() and full not in secrets:
                secrets = secrets + [full]
    return flat, max(depth.values(), default=0), secrets


def workload():
    rnd = random.Random(79)

    def mk(n, depth):
        d = {}
        for i in range(n):
            k = rnd.choice(["host", "port", "Token", "db_password", "x"]) + str(i)
            d[k] = mk(max(1, n // 12), depth - 1) if depth and rnd.random() < .5 else rnd.choice([1, None, "a", {}, [1]])
        return d

    return [({},), ({"a": {"b": {}}, "a.b": 3, "secret": {"x": 1}},), (mk(12, 2),), (mk(420, 1),)]
