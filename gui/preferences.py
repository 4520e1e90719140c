"""The user's settings in the running window: read once, changed in one place, told to whoever depends on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core import settings as kept
from core.settings import Settings

if TYPE_CHECKING:
    from core.rules import RuleSet


class Preferences(QObject):
    """`problems` says in Chinese what could not be read when the program started."""

    changed = Signal(object, object)
    """The Settings before and now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        loaded = kept.load()
        self.settings: Settings = loaded.settings
        self.problems: tuple[str, ...] = loaded.problems

    def rules(self) -> RuleSet:
        """The rules in force, with the local ones as their files are now."""
        # rules are needed with the first report, not for the window
        from core.rules import active

        return active(self.settings)

    def keep(self, settings: Settings) -> None:
        """Put other settings in force and save them. Raises UserError when they cannot be saved; they hold all the
        same until the program ends."""
        before, self.settings = self.settings, settings
        # also where nothing differs: the files of local rules may
        self.changed.emit(before, settings)
        kept.save(settings)
