"""Trees: values as JSON, pure functions on them; the front door is ``hasten.core.values``.

The grammar is in ``docs/explanation/architecture.md``. A tree is never changed in place: every edit returns a new tree
that shares the untouched parts with the old one.
"""
