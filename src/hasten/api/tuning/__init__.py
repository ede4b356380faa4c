"""Tuning: what a request declares, the search over settings, presets."""
