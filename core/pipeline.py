"""The whole program in five functions: load a file, check the report, export it, write to its body, keep the work.
Read this first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core import formats
from core.checks import Judgement, confront
from core.conclusion import NO_DECISIONS
from core.errors import UserError
from core.export import render
from core.export.json_file import is_report, parse
from core.extract.several import extract_all
from core.files import read_bytes, write_atomically
from core.model import Decisions, Notice, Report
from core.rules import RuleSet, builtin
from core.session import Origin
from core.workspace import Work, backup_of, is_work, pack, unpack

if TYPE_CHECKING:
    from core.export.letter import Letter
    from core.export.review import ReviewCopy


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read: the report as it should be shown, and what it was read from."""

    path: Path
    report: Report
    origin: Origin
    decisions: Decisions = field(default_factory=dict)
    previous: Origin | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.origin.notices


def load(path: Path, number: int = 1) -> Loaded:
    """Read any file that the program knows: a report in any format, saved JSON, or kept work (.nianbao). Of a file with
    several reports the one of that number, counted from 1; a notice names the others.

    Raises UserError with a way out when nothing can be read from it, no_such_report where there are fewer. The file
    itself is never written.
    """
    found = load_all(path)
    if not 1 <= number <= len(found):
        raise UserError("no_such_report", path=path.name, number=number, count=len(found))
    return found[number - 1]


def load_all(path: Path) -> tuple[Loaded, ...]:
    """Every report in a file, one for almost all files. Raises UserError as `load` does."""
    content = read_bytes(path)
    if is_work(content):
        work = unpack(content)
        return (Loaded(path, work.report, work.origin, work.decisions, work.previous),)
    return read_all(content, path)


def read_all(content: bytes, path: Path) -> tuple[Loaded, ...]:
    """Every report in a document that was read from `path`, or copied (then only its name counts)."""
    name = path.name
    found: list[tuple[Report, tuple[Notice, ...]]]
    if is_report(content):
        found = [(parse(content), ())]
    else:
        found = [(one.report, one.notices) for one in extract_all(formats.read(content, name), name)]
    return tuple(Loaded(path, report, Origin(name, content, report, notices)) for report, notices in found)


def check(report: Report, rules: RuleSet | None = None, previous: Report | None = None) -> Judgement:
    """Confront a report with the rules (the built-in ones unless told), and with last year's report if it is given."""
    return confront(report, rules or builtin(), previous, solve=True)


def export(
    report: Report, path: Path, kind: str, review: ReviewCopy | None = None, fonts: Mapping[str, str] | None = None
) -> None:
    """Write a document (docx, pdf, html, xlsx, json) atomically. With `review`, the copy for the reviewers; `fonts` are
    the user's choice for PDF (core.settings)."""
    write_atomically(path, render(report, kind, review, fonts))


def write_letter(report: Report, path: Path, review: ReviewCopy, letter: Letter) -> None:
    """Write the letter to the department (docx, xlsx, pdf by the path's suffix) atomically."""
    from core.export.letter import render_letter

    write_atomically(path, render_letter(report, review, letter, path.suffix.lower().lstrip(".")))


def keep(
    path: Path,
    report: Report,
    origin: Origin,
    decisions: Decisions = NO_DECISIONS,
    previous: Origin | None = None,
) -> None:
    """Keep the work in a .nianbao file: the report as it is, the file that it came from, and so every edit; what was
    decided of the findings, and last year's report. What the file held before stands beside it (backup_of)."""
    write_atomically(path, pack(Work(report, origin, decisions, previous)), backup_of(path))
