from pathlib import Path

import pytest

from core import texts
from core.files import resource

FILES = sorted(resource("locale", texts.LOCALE).glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_read_as_toml_says(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert texts._file(path.stem) == texts._flat(content)


def test_the_window_opens_without_the_reader_of_toml() -> None:
    assert texts._plain(resource("locale", texts.LOCALE, "window.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "content",
    [
        'name = "第一行\\n第二行"',
        'name = """\n第一行\n第二行\n"""',
        "name = '单引号'",
        'name = "件" # 单位',
        '"带引号的名" = "件"',
        'group = {word = "件"}',
    ],
)
def test_other_lines_are_left_to_the_reader_of_toml(content: str) -> None:
    assert texts._plain(content) is None


def test_tables_and_dotted_names() -> None:
    found = texts._plain('# 注\nok = "好"\n\n[action]\nopen.text = "打开…"\n[form.row]\ntotal = ""\n')
    assert found == {"ok": "好", "action.open.text": "打开…", "form.row.total": ""}
