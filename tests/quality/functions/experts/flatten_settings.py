def _walk(node, path, flat):
    for key, value in node.items():
        full = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict) and value:
            _walk(value, full, flat)
        else:
            flat[full] = value


def flatten_settings(settings):
    flat = {}
    _walk(settings, "", flat)
    deepest = 0
    secrets = []
    for full in flat:
        dots = full.count(".") + 1
        if dots > deepest:
            deepest = dots
        last = full.rpartition(".")[2].lower()
        if "password" in last or "token" in last or "secret" in last:
            secrets.append(full)
    return flat, deepest, secrets
