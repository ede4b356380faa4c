"""The search: asks proposers, spends the budget, tells listeners what happened."""

from hasten.search.culprits import CulpritMender
from hasten.search.loop import Search, SearchResult
from hasten.search.preference import preferred
from hasten.search.trimming import Trimmer

__all__ = ["CulpritMender", "Search", "SearchResult", "Trimmer", "preferred"]
