import json
from pathlib import Path

import pytest

from core.cli import main

SAMPLE = "tests/fixtures/示例.txt"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_check_prints_one_json_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "--json", SAMPLE)
    data = json.loads(out)
    assert (status, data["schema"]) == (1, 1)
    (entry,) = data["files"]
    assert (entry["path"], entry["status"], entry["error"]) == (SAMPLE, "failed", None)
    report = entry["report"]
    assert len(report["cells"]) == 200
    assert set(report["cells"]["requests.received.natural_person"]) >= {"value", "state", "text", "where"}
    assert report["published"].startswith("2026-01-")
    finding = entry["findings"][0]
    assert set(finding) >= {
        "key",
        "rule",
        "category",
        "severity",
        "verdict",
        "message",
        "cells",
        "part",
        "span",
        "fixes",
    }
    assert finding["severity"] == "error"
    assert finding["fixes"][0]["cells"]


def test_a_bad_file_does_not_stop_the_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 cut")
    status, out, _ = run(capsys, "check", "--json", str(bad), str(tmp_path), "没有.txt", SAMPLE)
    files = json.loads(out)["files"]
    assert status == 2
    assert [entry["status"] for entry in files] == ["unreadable"] * 3 + ["failed"]
    assert all("请" in entry["error"] for entry in files[:3])
    assert files[0]["report"] is None


def test_what_a_sentence_gets_wrong_is_placed_by_its_paragraph(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = Path(SAMPLE).read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(words) if line.startswith("一、"))
    copy = tmp_path / "示例.txt"
    copy.write_text("\n".join([*words[: at + 1], "全年作出行政处罚987654件。", *words[at + 1 :]]), encoding="utf-8")
    _, out, _ = run(capsys, "check", str(copy))
    assert f"{words[at]} 第 1 段" in out
    assert f"第 {at + 2} 行" in out


def test_square_brackets_of_a_report_are_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    copy = tmp_path / "示例.txt"
    words = Path(SAMPLE).read_text(encoding="utf-8")
    copy.write_text(words.replace("一、总体情况", "一、总体情况\n全年作出[/a]行政处罚9876件。", 1), encoding="utf-8")
    status, out, _ = run(capsys, "check", str(copy))
    assert status == 1
    assert "[/a]" in out


def test_check_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", SAMPLE)
    assert status == 1
    assert "处错误" in out
    assert "相差" in out


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx", "json"])
@pytest.mark.parametrize("review", [False, True])
def test_export(capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str, review: bool) -> None:
    output = tmp_path / f"报告.{kind}"
    before = Path(SAMPLE).read_bytes()
    status, out, _ = run(capsys, "export", SAMPLE, "-o", str(output), *(["--review"] if review else []))
    assert status == 0
    assert output.stat().st_size > 1000
    assert str(output) in out.replace("\n", "")
    assert Path(SAMPLE).read_bytes() == before


def test_what_was_exported_passes_or_fails_like_its_source(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    output = tmp_path / "报告.xlsx"
    run(capsys, "export", SAMPLE, "-o", str(output))
    _, first, _ = run(capsys, "check", "--json", SAMPLE)
    _, second, _ = run(capsys, "check", "--json", str(output))
    keys = [[f["key"] for f in json.loads(out)["files"][0]["findings"]] for out in (first, second)]
    assert keys[0] == keys[1]


def test_export_refuses_the_source_itself_and_unknown_kinds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "报告.json"
    run(capsys, "export", SAMPLE, "-o", str(source))
    before = source.read_bytes()
    status, _, err = run(capsys, "export", str(source), "-o", str(source))
    assert (status, source.read_bytes()) == (2, before)
    assert "请换一个文件名" in err.replace("\n", "")
    status, _, err = run(capsys, "export", SAMPLE, "-o", str(tmp_path / "a.exe"))
    assert status == 2
    assert "docx" in err


def test_template(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    output = tmp_path / "模板.xlsx"
    assert run(capsys, "template", "-o", str(output))[0] == 0
    status, out, _ = run(capsys, "check", "--json", str(output))
    assert status == 0
    states = {cell["state"] for cell in json.loads(out)["files"][0]["report"]["cells"].values()}
    assert "unreadable" not in states


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[0] == 0
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert "check" in out
    assert "核对" in out
    assert run(capsys, "check")[0] == 2


def test_rules_lists_what_is_in_force_and_what_is_wrong(own_settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_settings / "rules").mkdir()
    (own_settings / "rules" / "本区.toml").write_text('[[rules]]\nid = "half"\n', encoding="utf-8")
    assert main(["rules"]) == 1
    out, err = capsys.readouterr()
    assert "新收与结转平衡" in out
    assert "本区.toml 第 1 行" in err
    assert "half" in err


def test_settings_of_the_user_hold_on_the_terminal(own_settings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_settings / "settings.json").write_text('{"schema": 1, "theme": "pink", "rules_off": ["requests-balance"]}')
    assert main(["rules"]) == 0
    out, err = capsys.readouterr()
    assert "新收与结转平衡（已关闭）" in out
    assert "theme" in err


@pytest.mark.parametrize(
    ("arguments", "reason", "command"),
    [
        ("export x.txt --rulez", "没有 --rulez 这个选项，是否应为 --rules", "export"),
        ("rules --previous x", "没有 --previous 这个选项", "rules"),
        ("export", "缺少 FILE（报告文件）", "export"),
        ("export x.txt", "缺少 --output（输出文件）", "export"),
        ("check", "缺少 FILE...（一份或多份报告文件）", "check"),
        ("check x --report y", "--report 的值不对，应为从 1 数起的整数", "check"),
        ("check x --report 0", "--report 的值不对，应为从 1 数起的整数", "check"),
        ("letter x -o y --reply-by 2026", "--reply-by 的值不对，应写成 2026-01-20 这样的日期", "letter"),
        ("check --rules", "--rules 后面没有填写内容", ""),
        ("check x --json=3", "--json 后面不用填写内容", ""),
        ("template 报 告.xlsx -o y", "多出“报 告.xlsx”；路径里有空格的，请加引号", "template"),
        ("chek", "没有 chek 这个命令，是否应为 check", ""),
        ("-x", "没有 -x 这个选项", ""),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_chinese(
    capsys: pytest.CaptureFixture[str], arguments: str, reason: str, command: str
) -> None:
    status, _, err = run(capsys, *arguments.split())
    help_words = f"{command} --help " if command else "nianbao --help "
    assert status == 2
    assert f"命令写法有误：{reason}。用 " in err
    assert help_words in err


@pytest.mark.parametrize("kind", ["html", "json"])
def test_a_review_copy_is_made_by_extra_rules_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    rules = tmp_path / "本区.toml"
    rules.write_text(
        '[[rules]]\nid = "local"\ncategory = "arithmetic"\nseverity = "error"\ntitle = "许可须多"\n'
        'statement = "disclosure.licensing.decisions >= 987654"\n',
        encoding="utf-8",
    )
    output = tmp_path / f"审核稿.{kind}"
    status, _, _ = run(capsys, "export", SAMPLE, "-o", str(output), "--review", "--rules", str(rules))
    assert status == 0
    assert "987654" in output.read_text(encoding="utf-8").replace(" ", "")


def test_several_files_end_with_how_many_came_to_which_verdict(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    blank = tmp_path / "模板.xlsx"
    run(capsys, "template", "-o", str(blank))
    _, out, _ = run(capsys, "check", SAMPLE, str(blank), "没有.txt", SAMPLE)
    words = "共 4 份：可送审 0 份，有错 2 份，存疑 0 份，未能全部检查 1 份，未能读取 1 份"
    assert out.splitlines()[-1] == words
    _, out, _ = run(capsys, "check", SAMPLE)
    assert "共 1 份" not in out
    _, out, _ = run(capsys, "check", "--json", SAMPLE, SAMPLE)
    assert len(json.loads(out)["files"]) == 2
