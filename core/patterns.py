"""Patterns that people write: matched with a limit on time, since a pattern such as (.+)+X would hang the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LIMIT = 0.3
"""Seconds that one pattern may take over one paragraph."""


class TooSlow(Exception):
    """A pattern took longer than LIMIT; it is not tried again."""


class TimedPattern:
    """A pattern of a local rule; the same matches as re gives."""

    def __init__(self, words: str) -> None:
        """Raises what re.compile raises for a pattern that is none."""
        # loaded for the first local pattern; the built-in ones are known to be quick
        import regex

        self._pattern = regex.compile(words)
        self._too_slow = False
        self.pattern = words

    def finditer(self, words: str) -> Iterator[Any]:
        """Matches one after another. Raises TooSlow."""
        if self._too_slow:
            raise TooSlow(self.pattern)
        try:
            yield from self._pattern.finditer(words, timeout=LIMIT)
        except TimeoutError as error:
            self._too_slow = True
            raise TooSlow(self.pattern) from error

    def search(self, words: str) -> Any:
        """The first match or None. Raises TooSlow."""
        return next(self.finditer(words), None)
