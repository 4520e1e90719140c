"""Last year's report is found among files and folders, compared in the terminal, and kept with the work."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.cli import main
from core.model import Report
from core.pipeline import export, keep, load
from core.previous import as_previous, fitting, likely_name, open_previous
from core.session import Origin, Session, SetCells
from core.workspace import Work, pack, unpack
from tests.core.builders import balanced

BODIES = ("云山市清溪区水务局", "云山市清溪区林业局", "云山市水务局")


def report_of(agency: str, year: int, **changes: object) -> Report:
    title = f"{year}年度{agency}政府信息公开工作年度报告"
    return replace(balanced(**changes), agency=agency, year=year, title=title)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Last year's reports of three bodies, one of the year before that, and what else lies in such a folder."""
    folder = tmp_path / "上年"
    folder.mkdir()
    for number, agency in enumerate(BODIES):
        report = report_of(agency, 2023, requests__carried_out__business=number)
        export(report, folder / f"{number}.xlsx", "xlsx")
    export(report_of(BODIES[0], 2022), folder / "3.html", "html")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut")
    (folder / "说明.png").write_bytes(b"\x89PNG")
    (folder / "~$0.docx").write_bytes(b"lock")
    return folder


@pytest.fixture
def this_year(tmp_path: Path) -> Path:
    path = tmp_path / "本年.xlsx"
    export(report_of(BODIES[0], 2024, requests__carried_in__business=5), path, "xlsx")
    return path


@pytest.mark.parametrize("agency", BODIES)
def test_each_body_finds_its_own_report_in_a_folder(archive: Path, agency: str) -> None:
    fit = fitting(open_previous(archive), report_of(agency, 2024))
    assert fit is not None
    assert (fit.report.agency, fit.report.year) == (agency, 2023)


@pytest.mark.parametrize(
    ("agency", "year"), [("云山市清溪区教育局", 2024), (BODIES[0], 2025), (BODIES[0], None), ("", 2024)]
)
def test_nothing_else_is_taken_for_it(archive: Path, agency: str, year: int | None) -> None:
    assert fitting(open_previous(archive), replace(balanced(), agency=agency, year=year)) is None


def test_what_cannot_be_read_is_named_and_what_is_no_document_is_not(archive: Path) -> None:
    (problem,) = open_previous(archive).problems
    assert "坏.docx" in problem


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


@pytest.mark.parametrize("named", ["0.xlsx", "."])
def test_check_compares_with_a_file_or_the_fitting_one_of_a_folder(
    capsys: pytest.CaptureFixture[str], archive: Path, this_year: Path, named: str
) -> None:
    _, out, _ = run(capsys, "check", "--json", this_year, "--previous", archive / named)
    (entry,) = json.loads(out)["files"]
    found = [f for f in entry["findings"] if f["category"] == "continuity" and f["severity"] == "error"]
    assert [f["cells"] for f in found] == [["requests.carried_in.business"]]
    assert entry["previous"]["year"] == 2023
    assert any("与上年报告比对" in notice for notice in entry["notices"])


def test_check_without_last_year_says_that_there_was_none(capsys: pytest.CaptureFixture[str], this_year: Path) -> None:
    _, out, _ = run(capsys, "check", "--json", this_year)
    assert json.loads(out)["files"][0]["previous"] is None


def test_a_folder_without_the_body_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "教育.xlsx"
    export(report_of("云山市清溪区教育局", 2024), path, "xlsx")
    status, out, _ = run(capsys, "check", path, "--previous", archive)
    assert status == 0
    assert "没有“云山市清溪区教育局”2023 年度的报告" in out.replace("\n", "")
    assert "可送审" not in out


@pytest.mark.parametrize("missing", ["没有.docx", "坏.docx"])
def test_a_file_of_last_year_that_cannot_be_read_is_said_and_the_rest_is_checked(
    capsys: pytest.CaptureFixture[str], archive: Path, this_year: Path, missing: str
) -> None:
    status, out, err = run(capsys, "check", "--json", this_year, "--previous", archive / missing)
    assert status == 2
    assert missing in err
    (entry,) = json.loads(out)["files"]
    assert entry["status"] == "failed"
    assert any("未与之比对" in notice for notice in entry["notices"])


def test_what_was_not_compared_is_not_ready(capsys: pytest.CaptureFixture[str], tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "本年.xlsx"
    export(report_of(BODIES[0], 2024), path, "xlsx")
    verdicts = []
    for named in ([], ["--previous", archive / "没有.docx"], ["--previous", tmp_path / "没有"]):
        _, out, _ = run(capsys, "check", "--json", path, *named)
        (entry,) = json.loads(out)["files"]
        verdicts.append((entry["verdict"]["outcome"], entry["verdict"]["unchecked"]))
        _, out, _ = run(capsys, "check", path, *named)
        assert entry["verdict"]["text"] in out
        assert all(f"· {notice}" in out for notice in entry["notices"])
    (_, before), *others = verdicts
    assert others == [("unchecked", before + 1)] * 2


def test_the_review_copy_shows_what_the_comparison_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, archive: Path, this_year: Path
) -> None:
    copy = tmp_path / "审核稿.html"
    status, _, _ = run(capsys, "export", this_year, "-o", copy, "--review", "--previous", archive / "0.xlsx")
    assert status == 0
    words = copy.read_text(encoding="utf-8")
    assert "结转下年度继续办理”为 0" in words
    assert "已与上年报告比对：2023年度云山市清溪区水务局政府信息公开工作年度报告" in words


def test_no_review_copy_without_the_comparison_that_was_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, archive: Path, this_year: Path
) -> None:
    copy = tmp_path / "审核稿.html"
    status, _, err = run(capsys, "export", this_year, "-o", copy, "--review", "--previous", archive / "坏.docx")
    assert (status, copy.exists()) == (2, False)
    assert "没有导出" in err


# ---------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("names", "likely"),
    [
        (["2023年度云山市清溪区水务局政府信息公开工作年度报告.docx"], 0),
        (["林业局2023.docx", "水务局2023年报.doc"], 1),
        (["水务局2024年报.doc", "水务局2022年报.doc"], None),
        (["水务局2023年与2024年对比.doc"], None),
        (["水务局2023年报.jpg"], None),
        (["2023.docx"], None),
        (["年报2023（定稿）.xlsx"], 0),
        (["~$水务局2023年报.doc"], None),
    ],
)
def test_a_hint_comes_from_file_names_alone(tmp_path: Path, names: list[str], likely: int | None) -> None:
    path = tmp_path / "年报2024（定稿）.xlsx"
    for name in [path.name, *names]:
        (tmp_path / name).write_bytes(b"")
    found = likely_name(path, report_of(BODIES[0], 2024))
    assert (found.name if found else None) == (names[likely] if likely is not None else None)


# ---------------------------------------------------------------------------------------------------- session and work


def origin_of(report: Report) -> Origin:
    return Origin("上年.xlsx", b"bytes", report)


def test_the_session_compares_when_it_is_told_to_and_after_every_edit() -> None:
    session = Session(report_of(BODIES[0], 2024, disclosure__normative_documents__in_force=2))
    clean = session.judgement.findings
    changes = []
    session.changed.connect(changes.append)
    last = report_of(BODIES[0], 2023, disclosure__normative_documents__issued=0, requests__carried_out__business=3)
    session.set_previous(origin_of(last))
    assert [change.previous for change in changes] == [True]
    assert [f.rule for f in session.judgement.findings if f not in clean] == [
        "carried-in-continuity",
        "copied-overview",
    ]
    session.do(SetCells({"requests.carried_in.business": "3"}))
    assert "carried-in-continuity" not in {f.rule for f in session.judgement.findings}
    session.undo()
    assert session.previous is not None
    session.set_previous(None)
    assert session.judgement.findings == clean


def test_last_year_is_unsaved_only_where_it_would_be_lost() -> None:
    session = Session(balanced())
    session.set_previous(origin_of(report_of(BODIES[0], 2023)))
    assert not session.dirty
    session.set_previous(None, unsaved=True)
    assert session.dirty
    session.mark_saved()
    assert not session.dirty


def test_another_report_begins_without_last_year() -> None:
    session = Session(balanced(), previous=origin_of(report_of(BODIES[0], 2023)))
    session.replace_report(balanced(), None)
    assert session.previous is None


def test_the_work_file_keeps_last_years_report_and_old_ones_have_none() -> None:
    report, last = report_of(BODIES[0], 2024), report_of(BODIES[0], 2023)
    origin = Origin("本年.xlsx", b"source", report)
    assert unpack(pack(Work(report, origin))).previous is None
    kept = unpack(pack(Work(report, origin, previous=origin_of(last)))).previous
    assert kept == origin_of(last)


def test_kept_work_brings_its_last_year_to_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, archive: Path, this_year: Path
) -> None:
    loaded, path = load(this_year), tmp_path / "工作.nianbao"
    keep(path, loaded.report, loaded.origin, previous=as_previous(load(archive / "0.xlsx")))
    _, out, _ = run(capsys, "check", "--json", path)
    (entry,) = json.loads(out)["files"]
    assert entry["previous"]["name"] == "0.xlsx"
    assert "carried-in-continuity" in {f["rule"] for f in entry["findings"]}


def test_kept_work_as_last_year_stands_for_the_corrected_report(tmp_path: Path, this_year: Path) -> None:
    loaded, path = load(this_year), tmp_path / "上年.nianbao"
    corrected = SetCells({"requests.carried_out.business": "8"}).apply(loaded.report)
    keep(path, corrected, loaded.origin)
    assert as_previous(load(path)).report.cells["requests.carried_out.business"].value == 8
