"""Declarative, conditional search spaces: knobs with their values, and points of them; standard library only."""

from hasten.core.space.knobs import Choice, Flag, Float, Int, Knob, Names, Value
from hasten.core.space.space import Space, Values

__all__ = ["Choice", "Flag", "Float", "Int", "Knob", "Names", "Space", "Value", "Values"]
