"""The terminal on kept work: findings say what was decided, the exit status follows the verdict."""

import json
from pathlib import Path

import pytest

from core import settings
from core.model import Decision, DecisionKind, Severity
from core.pipeline import check, keep, load
from tests.core.test_cli import SAMPLE, run


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The sample, with its errors ignored save the first one, which is confirmed."""
    loaded = load(Path(SAMPLE))
    first, *others = [f for f in check(loaded.report).findings if f.severity is Severity.ERROR]
    decisions = {f.key: Decision(DecisionKind.IGNORED, "已与部门核实") for f in others}
    path = tmp_path / "示例.nianbao"
    keep(path, loaded.report, loaded.origin, {**decisions, first.key: Decision(DecisionKind.CONFIRMED)})
    return path


def test_findings_say_what_was_decided(capsys: pytest.CaptureFixture[str], kept: Path) -> None:
    status, out, _ = run(capsys, "check", "--json", str(kept))
    (entry,) = json.loads(out)["files"]
    first, *others = [f["decision"] for f in entry["findings"] if f["severity"] == "error"]
    assert first["kind"] == "confirmed"
    assert {(d["kind"], d["reason"]) for d in others} == {("ignored", "已与部门核实")}
    assert {f["decision"] for f in entry["findings"] if f["severity"] != "error"} == {None}
    assert (entry["verdict"]["errors"], entry["verdict"]["ignored"]) == (1, len(others))
    assert (status, entry["status"], entry["verdict"]["outcome"]) == (1, "failed", "failed")


def test_ignored_errors_do_not_fail(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    loaded = load(Path(SAMPLE))
    decisions = {f.key: Decision(DecisionKind.IGNORED, "原件如此") for f in check(loaded.report).findings}
    path = tmp_path / "示例.nianbao"
    keep(path, loaded.report, loaded.origin, decisions)
    status, out, _ = run(capsys, "check", str(path))
    assert status == 0
    assert f"可送审 · 另有 {len(decisions)} 处已忽略" in out
    assert "已忽略：原件如此" in out
    assert "相差" in out


def test_the_review_copy_prints_them(capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path) -> None:
    output = tmp_path / "审核稿.html"
    run(capsys, "export", str(kept), "-o", str(output), "--review")
    words = output.read_text(encoding="utf-8")
    assert "已忽略：已与部门核实" in words
    assert "已确认，由部门更正" in words


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_the_letter_to_the_department(
    capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path, kind: str
) -> None:
    output = tmp_path / f"意见.{kind}"
    status, _, _ = run(capsys, "letter", str(kept), "-o", str(output), "--reply-by", "2026-01-20", "--office", "政府办")
    assert status == 0
    assert output.stat().st_size > 3000
    assert run(capsys, "letter", str(kept), "-o", str(tmp_path / "意见.html"))[0] == 2
    assert run(capsys, "letter", str(kept), "-o", str(output), "--reply-by", "明天")[0] == 2


def test_a_reason_that_quotes_personal_data_is_covered(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    loaded = load(Path(SAMPLE))
    decisions = {f.key: Decision(DecisionKind.IGNORED, "已电话13912345678核实") for f in check(loaded.report).findings}
    path = tmp_path / "示例.nianbao"
    keep(path, loaded.report, loaded.origin, decisions)
    for arguments in (("--json",), ()):
        _, out, _ = run(capsys, "check", *arguments, str(path))
        assert "139****5678" in out
        assert "13912345678" not in out
    # the work itself keeps what was written
    assert {decision.reason for decision in load(path).decisions.values()} == {"已电话13912345678核实"}


def test_a_clean_copy_with_personal_data_is_made_with_a_warning(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    source = tmp_path / "报告.txt"
    source.write_text(
        Path(SAMPLE).read_text(encoding="utf-8").replace("（一）主动", "经办人手机13912345678。\n（一）主动")
    )
    output = tmp_path / "公开稿.html"
    status, _, error = run(capsys, "export", str(source), "-o", str(output))
    assert (status, output.exists()) == (0, True)
    assert "1 处敏感信息" in error
    assert run(capsys, "export", str(source), "-o", str(output), "--review")[2] == ""


def test_rules_that_are_switched_off_are_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = settings.Settings(rules_off=frozenset({"mobile-number", "bank-card"}))
    monkeypatch.setattr(settings, "load", lambda: settings.Loaded(own))
    _, out, _ = run(capsys, "check", "--json", SAMPLE)
    (entry,) = json.loads(out)["files"]
    assert entry["verdict"]["rules_off"] == 2
    assert entry["verdict"]["text"].endswith("（已关闭 2 条规则）")
    assert "（已关闭 2 条规则）" in run(capsys, "check", SAMPLE)[1]
