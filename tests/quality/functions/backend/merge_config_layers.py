import copy
import random


class ConfigError(ValueError):
    pass


def _deep_merge(base, layer, source, path, origins):
    """Return base overlaid with layer; the inputs stay as they are."""
    merged = copy.deepcopy(base)
    for key, value in layer.items():
        here = path + (key,)
        if key.startswith("+"):
            name = key[1:]
            here = path + (name,)
            current = merged.get(name, [])
            if not isinstance(current, list) or not isinstance(value, list):
                raise ConfigError("%s: '+' needs lists at %s" % (source, ".".join(here)))
            merged[name] = current + copy.deepcopy(value)
            origins.setdefault(".".join(here), []).append(source)
        elif value is None:
            if key in merged:
                del merged[key]
                origins.setdefault(".".join(here), []).append("-" + source)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _deep_merge(merged[key], value, source, here, origins)
        else:
            merged[key] = copy.deepcopy(value)
            origins.setdefault(".".join(here), []).append(source)
    return merged


def merge_config_layers(layers):
    """Merge (source, settings) layers, later ones on top.

    "+key" extends a list, None removes a key, dicts merge, everything else replaces.
    Returns (settings, {dotted path: sources that touched it}). The result shares nothing with the layers.
    """
    settings = {}
    origins = {}
    for source, layer in layers:
        if not isinstance(layer, dict):
            raise ConfigError("%s: layer is not a mapping" % source)
        settings = _deep_merge(settings, layer, source, (), origins)
    return settings, origins


def workload():
    rng = random.Random(77)
    services = ["svc%02d" % i for i in range(60)]

    def block():
        return {"pool": {"size": rng.randrange(1, 50), "idle": {"min": 1, "max": rng.randrange(2, 9)}},
                "hosts": ["h%d" % rng.randrange(40) for _ in range(3)],
                "limits": {"rps": rng.randrange(1000), "burst": rng.randrange(90)}}

    layers = [("defaults", {name: block() for name in services})]
    for n in range(110):
        patch = {}
        for name in rng.sample(services, 3):
            roll = rng.random()
            if roll < 0.5:
                patch[name] = {"pool": {"idle": {"max": rng.randrange(50)}}, "+hosts": ["x%d" % n]}
            elif roll < 0.8:
                patch[name] = {"limits": {"burst": None, "day": {"rps": rng.randrange(99)}}}
            else:
                patch[name] = None if rng.random() < 0.3 else block()
        layers.append(("layer%02d" % n, patch))
    return [(layers,)]
