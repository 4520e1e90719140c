"""Kept work (.nianbao): a zip of the report as it is, the report as it was read, and the file that it came from;
what was decided of its findings, and last year's report where it was compared with one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.export.json_file import complete
from core.model import Decisions, Report
from core.records import (
    decision_to_dict,
    decisions_from_dict,
    notice_from_dict,
    notice_to_dict,
    report_from_dict,
    report_to_dict,
)
from core.session import Origin
from core.texts import text

SUFFIX = ".nianbao"
_MIME = b"application/x-nianbao"
_SCHEMA = 1
_LIMIT = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Work:
    """What is kept: the report as it is, where it came from, what the reviewer decided of its findings, and last
    year's report if there is one."""

    report: Report
    origin: Origin
    decisions: Decisions = field(default_factory=dict)
    previous: Origin | None = None


def backup_of(path: Path) -> Path:
    """Where the previous save of a work file stands: 财政局（上一次保存）.nianbao."""
    return path.with_name(f"{path.stem}{text('session.backup')}{path.suffix}")


def is_work(content: bytes) -> bool:
    """True when the bytes are a .nianbao file (its first member is stored and names the type, as in EPUB)."""
    return content.startswith(b"PK") and _MIME in content[:100]


def pack(work: Work) -> bytes:
    """The work as the bytes of a .nianbao file. The same work gives the same bytes."""
    head = {"schema": _SCHEMA, **_head(work.origin)}
    decisions = {key: decision_to_dict(decision) for key, decision in sorted(work.decisions.items())}
    members = (
        ("head.json", _json(head)),
        ("report.json", _json(report_to_dict(work.report))),
        ("original.json", _json(report_to_dict(work.origin.report))),
        *((("decisions.json", _json(decisions)),) if decisions else ()),
        ("source", work.origin.content),
        *(_previous_members(work.previous) if work.previous else ()),
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), _MIME)
        for name, content in members:
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
    return stream.getvalue()


def _head(origin: Origin) -> dict[str, object]:
    return {"name": origin.name, "notices": [notice_to_dict(notice) for notice in origin.notices]}


def _previous_members(previous: Origin) -> tuple[tuple[str, bytes], ...]:
    return (
        ("previous/head.json", _json(_head(previous))),
        ("previous/report.json", _json(report_to_dict(previous.report))),
        ("previous/source", previous.content),
    )


def unpack(content: bytes) -> Work:
    """Read the bytes of a .nianbao file. Raises UserError when it is damaged or from a later version."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LIMIT:
                raise UserError("work_damaged")
            head = _read(archive, "head.json")
            if head["schema"] > _SCHEMA:
                raise UserError("work_newer")
            report = complete(report_from_dict(_read(archive, "report.json")))
            origin = _origin(archive, head, "original.json", "source")
            return Work(report, origin, _decisions(archive), _previous(archive))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError, NotImplementedError) as error:
        raise UserError("work_damaged") from error


def _origin(archive: zipfile.ZipFile, head: Mapping[str, Any], report: str, source: str) -> Origin:
    notices = tuple(notice_from_dict(notice) for notice in head["notices"])
    original = complete(report_from_dict(_read(archive, report)))
    return Origin(str(head["name"]), archive.read(source), original, notices)


def _previous(archive: zipfile.ZipFile) -> Origin | None:
    """Last year's report; None in work that was not compared with one."""
    if "previous/head.json" not in archive.namelist():
        return None
    head = _read(archive, "previous/head.json")
    return _origin(archive, head, "previous/report.json", "previous/source")


def _decisions(archive: zipfile.ZipFile) -> Decisions:
    """None in work kept before there were any."""
    if "decisions.json" not in archive.namelist():
        return {}
    return decisions_from_dict(_read(archive, "decisions.json"))


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (2021, 1, 1, 0, 0, 0))
    entry.compress_type = method
    return entry


def _read(archive: zipfile.ZipFile, name: str) -> Any:
    # loaded with the first work file: every report that is opened comes by this module
    import json

    return json.loads(archive.read(name))


def _json(value: object) -> bytes:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8")
