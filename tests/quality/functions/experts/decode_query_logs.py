_PAIRS = {a + b: chr(int(a + b, 16)) for a in "0123456789abcdefABCDEF" for b in "0123456789abcdefABCDEF"}


def _decode(text):
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    head, *rest = text.split("%")
    out = [head]
    for part in rest:
        ch = _PAIRS.get(part[:2])
        if ch is None:
            out.append("%" + part)
        else:
            out.append(ch + part[2:])
    return "".join(out)


def decode_query_logs(lines):
    requests = []
    names = {}
    known = {}
    for line in lines:
        path, _, query = line.partition("?")
        params = []
        if query:
            for pair in query.split("&"):
                if not pair:
                    continue
                raw, _, value = pair.partition("=")
                key = known.get(raw)
                if key is None:
                    key = known[raw] = _decode(raw)
                params.append((key, _decode(value)))
                names[key] = names.get(key, 0) + 1
        requests.append((path, params))
    return requests, sorted(names.items(), key=lambda kv: (-kv[1], kv[0]))
