def _compile(pattern):
    parts = []
    for part in [p for p in pattern.split("?", 1)[0].split("/") if p]:
        if part == "*":
            parts.append((3, None))
            break
        if part.startswith("{") and part.endswith("}"):
            name, _, kind = part[1:-1].partition(":")
            parts.append((1 if kind == "int" else 2, name))
        else:
            parts.append((0, part))
    return parts


def route_requests(routes, requests):
    # trie node: [static children, int child, text child, routes ending here, routes with "*" here]
    root = [{}, None, None, [], []]
    names = []
    for number, (_, pattern, _) in enumerate(routes):
        node = root
        params = []
        tail = False
        for i, (kind, text) in enumerate(_compile(pattern)):
            if kind == 3:
                tail = True
                params.append((i, 3, "rest"))
                break
            if kind == 0:
                nxt = node[0].get(text)
                if nxt is None:
                    nxt = node[0][text] = [{}, None, None, [], []]
            else:
                params.append((i, kind, text))
                nxt = node[kind]
                if nxt is None:
                    nxt = node[kind] = [{}, None, None, [], []]
            node = nxt
        node[4 if tail else 3].append(number)
        names.append(params)

    answers = []
    hits = {handler: 0 for _, _, handler in routes}
    for method, path in requests:
        method = method.upper()
        given = [part for part in path.split("?", 1)[0].split("/") if part]
        level = [root]
        found = []
        for part in given:
            following = []
            for static, ints, texts, _, tails in level:
                if tails:
                    found += tails
                nxt = static.get(part)
                if nxt is not None:
                    following.append(nxt)
                if ints is not None and part.isdecimal():
                    following.append(ints)
                if texts is not None:
                    following.append(texts)
            level = following
            if not level:
                break
        for node in level:
            found += node[3]
            found += node[4]
        found.sort()
        allowed = set()
        for number in found:
            route_method, _, handler = routes[number]
            if route_method == method or (route_method == "GET" and method == "HEAD"):
                params = {}
                for i, kind, name in names[number]:
                    params[name] = int(given[i]) if kind == 1 else given[i] if kind == 2 else "/".join(given[i:])
                answers.append((200, handler, params))
                hits[handler] += 1
                break
            allowed.add(route_method)
        else:
            if allowed:
                answers.append((405, None, {"allow": ", ".join(sorted(allowed))}))
            else:
                answers.append((404, None, {}))
    return answers, hits
