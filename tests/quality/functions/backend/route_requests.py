"""A tiny HTTP router used by the gateway's replay tool."""
import random
from collections import Counter


def _split(path):
    return [part for part in path.split("?", 1)[0].split("/") if part]


def _match(pattern, path):
    """Parameters of the path under the pattern, or None."""
    wanted = _split(pattern)
    given = _split(path)
    params = {}
    for i, part in enumerate(wanted):
        if part == "*":
            params["rest"] = "/".join(given[i:])
            return params
        if i >= len(given):
            return None
        if part.startswith("{") and part.endswith("}"):
            name, _, kind = part[1:-1].partition(":")
            if kind == "int":
                if not given[i].isdecimal():
                    return None
                params[name] = int(given[i])
            else:
                params[name] = given[i]
        elif part != given[i]:
            return None
    if len(given) > len(wanted):
        return None
    return params


def route_requests(routes, requests):
    """Dispatch each (method, path) to the first registered route that accepts it.

    routes: (method, pattern, handler) with pattern parts "text", "{name}", "{name:int}" or a final "*".
    Returns the list of (status, handler, params) and the number of hits per handler (unused ones too).
    """
    answers = []
    hits = Counter({handler: 0 for _, _, handler in routes})
    for method, path in requests:
        method = method.upper()
        allowed = set()
        for route_method, pattern, handler in routes:
            params = _match(pattern, path)
            if params is None:
                continue
            if route_method == method or (route_method == "GET" and method == "HEAD"):
                answers.append((200, handler, params))
                hits[handler] += 1
                break
            allowed.add(route_method)
        else:
            if allowed:
                answers.append((405, None, {"allow": ", ".join(sorted(allowed))}))
            else:
                answers.append((404, None, {}))
    return answers, dict(hits)


def workload():
    rng = random.Random(404)
    areas = ["orders", "users", "invoices", "carriers", "stock", "audit", "labels", "zones", "keys", "teams"]
    routes = []
    for area in areas:
        routes.append(("GET", f"/api/{area}", f"{area}.list"))
        routes.append(("POST", f"/api/{area}", f"{area}.create"))
        routes.append(("GET", f"/api/{area}/search", f"{area}.search"))
        routes.append(("GET", f"/api/{area}/{{id:int}}", f"{area}.get"))
        routes.append(("DELETE", f"/api/{area}/{{id:int}}", f"{area}.delete"))
        routes.append(("GET", f"/api/{area}/{{id:int}}/notes/{{note}}", f"{area}.note"))
    routes.append(("GET", "/api/{area}/{slug}", "fallback.slug"))
    routes.append(("GET", "/static/*", "static.file"))
    requests = []
    for _ in range(1100):
        area = rng.choice(areas + ["ghost"])
        ident = rng.randrange(1, 9999)
        path = rng.choice([f"/api/{area}", f"/api/{area}/search?q=a/b", f"/api/{area}/{ident}",
                           f"/api/{area}/{ident}/notes/n{ident}", f"/api/{area}/x{ident}",
                           f"/static/css/{area}.css", "/health"])
        requests.append((rng.choice(["GET", "GET", "GET", "post", "DELETE", "HEAD"]), path))
    return [(routes, requests)]
