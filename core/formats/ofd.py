"""OFD layout documents: refused with a way out, since their tables are loose lines and glyphs."""

from __future__ import annotations

from core.errors import UserError
from core.formats.raw import RawDocument


def read(content: bytes, name: str) -> RawDocument:
    """Always raises UserError("ofd_unreadable")."""
    raise UserError("ofd_unreadable", name=name)
