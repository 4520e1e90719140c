"""Finding last year's report for a report: a file that was named, or the fitting one in a folder.

Only what the user names is read. `likely_name` merely looks at file names, so that the window can give a hint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from core.comparison.bodies import normal, same_body
from core.errors import UserError
from core.export import EXPORTERS
from core.formats import FORMATS
from core.model import Notice, Report
from core.pipeline import Loaded, load_all
from core.session import Origin
from core.texts import text
from core.workspace import SUFFIX

_SUFFIXES = frozenset(
    {SUFFIX, *(f".{kind}" for kind in EXPORTERS), *(ending for one in FORMATS.values() for ending in one.extensions)}
)
_TEMPORARY = ("~$", ".")
_COMMON = re.compile(r"(?:19|20)\d\d|年度报告|年报|年度|年|关于|的|政府信息公开|信息公开|工作|报告|定稿")
"""What file names of reports have besides the body's name."""
_LARGE_FOLDER = 2000
"""Files up to which the names of a folder are looked at for a hint."""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What `--previous` named. `folder` when it was a folder; `problems` are files that could not be read."""

    reports: tuple[Loaded, ...] = ()
    folder: bool = False
    problems: tuple[str, ...] = ()


def as_previous(loaded: Loaded) -> Origin:
    """A loaded file as last year's report: kept work stands for the report as it was corrected there."""
    return replace(loaded.origin, name=loaded.path.name, report=loaded.report)


def notice_of(previous: Origin | None) -> tuple[Notice, ...]:
    """What a review copy says of the comparison: with which report; nothing where there was none."""
    if previous is None:
        return ()
    return (Notice("compared_with", {"name": previous.report.title or previous.name}),)


def open_previous(path: Path) -> LastYear:
    """Read last year's report, or all reports of a folder (not of folders in it). What cannot be read is a problem."""
    folder = path.is_dir()
    reports: list[Loaded] = []
    problems: list[str] = []
    for file in _files(path) if folder else (path,):
        try:
            reports.extend(load_all(file))
        except UserError as error:
            problems.append(text("comparison.unreadable", path=file, error=error))
    if folder and not reports:
        problems.append(text("comparison.empty_folder", path=path))
    return LastYear(tuple(reports), folder, tuple(problems))


def _files(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(_TEMPORARY))
    return [path for path in found if path.suffix.lower() in _SUFFIXES]


def fitting(last_year: LastYear, report: Report) -> Loaded | None:
    """The one report that was named; of a folder, or of a file with several reports, that of the same body and the year
    before, or None."""
    if not last_year.folder and len(last_year.reports) < 2:
        return next(iter(last_year.reports), None)
    if report.year is None:
        return None
    fit = [
        loaded
        for loaded in last_year.reports
        if loaded.report.year == report.year - 1 and same_body(loaded.report.agency, report.agency)
    ]
    # 卫生局 ends 云山市卫生局 and 清溪区卫生局: the name that is written the same comes first
    exact = [loaded for loaded in fit if normal(loaded.report.agency) == normal(report.agency)]
    return next(iter(exact or fit), None)


def likely_name(path: Path, report: Report) -> Path | None:
    """A file beside `path` that by its name is the same body's report of the year before; nothing is read."""
    if report.year is None or not path.parent.is_dir():
        return None
    year = str(report.year)
    before = str(report.year - 1)
    for count, file in enumerate(sorted(path.parent.iterdir())):
        if count > _LARGE_FOLDER:
            break
        if file == path or file.suffix.lower() not in _SUFFIXES or file.name.startswith(_TEMPORARY):
            continue
        stem = normal(file.stem)
        if before not in stem or re.search(rf"(?<!\d){year}(?!\d)", stem):
            continue
        same_pattern = year in path.stem and normal(path.stem).replace(year, before) == stem
        if same_pattern or (report.agency and _named(stem, report.agency)):
            return file
    return None


def _named(stem: str, agency: str) -> bool:
    """True when the file's name, its year and common words aside, is the body's name."""
    name = _COMMON.sub("", stem)
    return len(name) >= 3 and same_body(name, agency)
