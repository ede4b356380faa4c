"""Archives keep the best per niche; they do not sample, write files or judge."""

from hasten.archives.best import BestArchive

__all__ = ["BestArchive"]
