"""Expected failures: what the user sees and what they can do about it.

Anything that is not a UserError is a bug and is shown with its trace.
"""

from __future__ import annotations

from core.texts import text


class UserError(Exception):
    """A failure that is the environment's, not ours (locked file, damaged document, no permission).

    `message_id` names a text in resources/locale/zh_CN/errors.toml, `params` fill its placeholders. Every such text
    says what happened and what to do next.
    """

    def __init__(self, message_id: str, **params: object) -> None:
        self.message_id = message_id
        self.params = params
        super().__init__(message_id, params)

    def __str__(self) -> str:
        return text(f"errors.{self.message_id}", **self.params)


class Cancelled(Exception):
    """The user stopped a long job; nothing is shown and nothing was changed."""
