"""The composition root: puts the roles together and chooses the defaults."""

from __future__ import annotations

from hasten.api.front import compare, optimize, tune, verify

__all__ = ["compare", "optimize", "tune", "verify"]
