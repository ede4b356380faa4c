"""Published scores as pure functions: definition, source and departures in each docstring; no clock, no files."""
