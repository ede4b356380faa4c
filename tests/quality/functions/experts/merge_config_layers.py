import copy


class ConfigError(ValueError):
    pass


_PLAIN = (str, int, float, bool, type(None))


def _clone(value):
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict:
        return {k: _clone(v) for k, v in value.items()}
    if kind is list:
        return [_clone(v) for v in value]
    return copy.deepcopy(value)


def _overlay(merged, layer, source, prefix, origins):
    for key, value in layer.items():
        if key.startswith("+"):
            name = key[1:]
            here = prefix + name
            current = merged.get(name)
            if current is None and name not in merged:
                current = merged[name] = []
                fresh = True
            else:
                fresh = False
            if not isinstance(current, list) or not isinstance(value, list):
                if fresh:
                    del merged[name]
                raise ConfigError("%s: '+' needs lists at %s" % (source, here))
            current += _clone(value)
        elif value is None:
            if key not in merged:
                continue
            here = prefix + key
            del merged[key]
            origins.setdefault(here, []).append("-" + source)
            continue
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            _overlay(merged[key], value, source, prefix + key + ".", origins)
            continue
        else:
            here = prefix + key
            merged[key] = _clone(value)
        origins.setdefault(here, []).append(source)


def merge_config_layers(layers):
    settings = {}
    origins = {}
    for source, layer in layers:
        if not isinstance(layer, dict):
            raise ConfigError("%s: layer is not a mapping" % source)
        _overlay(settings, layer, source, "", origins)
    return settings, origins
