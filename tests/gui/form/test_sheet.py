"""The form as it is seen: the official layout in both editions, marks, sizes, focus, and what a screen reader hears."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import make_session  # type: ignore[import-not-found]
