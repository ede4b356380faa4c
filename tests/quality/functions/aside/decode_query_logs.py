"""Decode query strings from an access log to parameters and count parameter names and values."""
import random

HEX = "0123456789abcdef"


def _decode(text):
    out = ""
    i = 0
    while i < len(text):
        ch = text[i]
        if ch == "+":
            out += " "
        elif ch == "%" and i + 2 < len(text) + 0 and text[i + 1].lower() in HEX and text[i + 2].lower() in HEX:
            out += chr(HEX.index(text[i + 1].lower()) * 16 + HEX.index(text[i + 2].lower()))
            i += 2
        else:
            out += ch
        i += 1
    return out


def decode_query_logs(lines):
    requests = []
    names = {}
    for line in lines:
        path, _, query = line.partition("?")
        params = []
        for pair in query.split("&"):
            if not pair:
                continue
            key, _, value = pair.partition("=")
            params.append((_decode(key), _decode(value)))
            names[_decode(key)] = names.get(_decode(key), 0) + 1
        requests.append((path, params))
    common = sorted(names, key=lambda n: (-names[n], n))
    return requests, [(n, names[n]) for n in common]


def workload():
    rnd = random.Random(81)

    def mk(n):
        out = []
        for _ in range(n):
            q = "&".join(f"{rnd.choice(['q', 'page', 'na%6De', 's%ort', ''])}={rnd.choice(['hello+world', 'caf%E9%20noir', '100%', '%zz%4', 'a%3Db', str(rnd.randrange(10 ** 6))])}" for _ in range(rnd.randrange(5)))
            out.append(f"/p{rnd.randrange(9)}" + ("?" + q if q else ""))
        return out

    return [([],), (["/a?x=%41&&%", "?=+"],), (mk(60),), (mk(6000),)]
