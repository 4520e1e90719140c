"""原件: the file that the report came from, as text, as grids or as pages, in step with the form."""

from gui.source.panel import SourcePanel

__all__ = ["SourcePanel"]
