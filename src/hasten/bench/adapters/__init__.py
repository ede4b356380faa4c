"""One file per benchmark: from its files, as upstream has them, to tasks."""
