"""Each budget as a ratio or a figure of one run. Run by `make bench`."""

from __future__ import annotations

import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from gui.editor import PartEditor
    from gui.form.view import FormTable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SAMPLE = Path("resources/samples/示例.txt")
PYTHON = sys.executable

EMPTY_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv); window = QMainWindow(); window.resize(1440, 900); window.show(); app.processEvents()
"""
OUR_WINDOW = """
import sys
from gui.app import prepare
from PySide6.QtWidgets import QApplication
prepare()
from gui.window import MainWindow
window = MainWindow(); window.resize(1440, 900); window.show(); QApplication.processEvents()
"""

OPENED = """
from pathlib import Path
window.documents.open(Path("resources/samples/示例.txt"))
while window.jobs.running: QApplication.processEvents()
QApplication.processEvents()
"""


def times(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round, after one that is not counted."""
    work()
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return found


def paired(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians in milliseconds of two works done in turn, so that both meet the same machine."""
    first(), second()
    ours, theirs = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        first()
        middle = time.perf_counter()
        second()
        ours.append((middle - start) * 1000)
        theirs.append((time.perf_counter() - middle) * 1000)
    return statistics.median(ours), statistics.median(theirs)


def say(name: str, figure: str, budget: str, *, kept: bool) -> None:
    print(f"{'✓' if kept else '✗'} {name:<34}{figure:<44}预算 {budget}", flush=True)


def full_check() -> None:
    from core.pipeline import check, load

    report = load(SAMPLE).report
    median = statistics.median(times(lambda: check(report), 300))
    say("一份报告全部核对", f"{median:.2f} ms", "≤ 5 ms", kept=median <= 5)


def check_with_last_year() -> None:
    """A cell is edited, with last year's report at hand and a part one of 10,000 characters in both."""
    from core.model import Part
    from core.pipeline import load
    from core.session import Origin, Session, SetCells

    report = load(SAMPLE).report
    words = "\n".join(f"在第{at}个村举办开放日{at % 7}场，来访群众{at * 3}人次，意见逐条登记。" for at in range(400))
    this = report.with_part(Part("1", report.part("1").heading, words[:10_000]))
    session = Session(this, previous=Origin("上年", b"", replace(this, year=(this.year or 2025) - 1)))
    counts = iter(range(1000, 9000))

    def edit() -> None:
        session.do(SetCells({"requests.received.business": str(next(counts))}))

    median = statistics.median(times(edit, 300))
    say("改一格后重新核对（有上年报告）", f"{median:.2f} ms", "≤ 5 ms", kept=median <= 5)


def text_to_report() -> None:
    from core import formats
    from core.extract import extract

    content = SAMPLE.read_bytes()
    median = statistics.median(times(lambda: extract(formats.read(content, "a.txt"), "a.txt"), 50))
    say("文本读成报告", f"{median:.1f} ms", "≤ 30 ms", kept=median <= 30)


def workbook_to_report() -> None:
    """Bytes to Report in CPU time: one file again and again; files never seen before, filled in by other bodies in the
    same template; files never seen before whose sheets are laid out and labelled otherwise."""
    from python_calamine import CalamineWorkbook

    from core import formats
    from core.extract import extract

    content = Path("resources/samples/示例.xlsx").read_bytes()

    def bare(content: bytes) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    def whole(content: bytes) -> object:
        return extract(formats.read(content, "a.xlsx"), "a.xlsx")

    for name, files in (
        ("同一个文件", [content] * 101),
        ("同一模板、未见过的文件", [content, *variety(content, 100, filled_in)]),
        ("别的模板、未见过的文件", [content, *variety(content, 100, laid_out)]),
    ):
        ours, calamine = cpu(whole, bare, files)
        reading, _ = cpu(lambda content: formats.read(content, "a.xlsx"), bare, files)
        figure = f"{ours:.2f} / {calamine:.2f} ms = {ours / calamine:.1f} 倍"
        figure += f"（读表 {reading:.2f}，识别 {ours - reading:.2f} ms）"
        say(f"xlsx / calamine：{name}", figure, "≤ 3 倍", kept=ours <= 3 * calamine)


def cpu(
    first: Callable[[bytes], object], second: Callable[[bytes], object], files: Sequence[bytes]
) -> tuple[float, float]:
    """Medians in CPU milliseconds of two works done in turn on each file; the first file is not counted."""
    ours, theirs = [], []
    for content in files:
        start = time.process_time()
        first(content)
        middle = time.process_time()
        second(content)
        ours.append((middle - start) * 1000)
        theirs.append((time.process_time() - middle) * 1000)
    return statistics.median(ours[1:]), statistics.median(theirs[1:])


def variety(content: bytes, count: int, change: Callable[[Any, random.Random], None]) -> list[bytes]:
    """The workbook so many times with other numbers, and changed otherwise."""
    import openpyxl

    chance = random.Random(2021)
    files = []
    for _ in range(count):
        book = openpyxl.load_workbook(io.BytesIO(content))
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, int | float) and cell.value != 2025:
                cell.value = chance.randrange(10 ** chance.randrange(1, 5))
        change(book, chance)
        buffer = io.BytesIO()
        book.save(buffer)
        files.append(buffer.getvalue())
    return files


def filled_in(book: Any, chance: random.Random) -> None:
    """Another body's name, and not one paragraph that was read before."""
    body = "".join(chance.sample("山水林田湖草沙江河海", 4)) + "局"
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str):
            cell.value = cell.value.replace("水利局", body)
            if len(cell.value) > 30 and "。" in cell.value:
                cell.value = f"第{chance.randrange(10**6)}号工作已经办结。{cell.value}"


def laid_out(book: Any, chance: random.Random) -> None:
    """Some labels are written otherwise, and a remark stands somewhere beside the heads of each sheet."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value[:1] != "=" and chance.random() < 0.15:
                at = chance.randrange(len(cell.value) + 1)
                cell.value = chance.choice((cell.value.replace("（", "("), f"{cell.value[:at]} {cell.value[at:]}"))
        right = sheet.max_column + chance.randrange(1, 4)
        sheet.cell(chance.randrange(1, 4), right, f"附表{chance.randrange(100)}")


def pdf() -> None:
    import typst

    from core.export import document_of, render
    from core.export.pdf import fonts, typst_inputs, typst_source
    from core.pipeline import load

    report = load(SAMPLE).report
    years = iter(range(1000, 9000))

    def changed() -> object:
        return replace(report, title=f"{report.title}{next(years)}")

    def bare() -> None:
        inputs = typst_inputs(document_of(changed()))
        typst.compile(typst_source(), sys_inputs=inputs, font_paths=fonts())

    ours, theirs = paired(lambda: render(changed(), "pdf"), bare, 12)
    say(
        "PDF / 单用 typst",
        f"{ours:.0f} / {theirs:.0f} ms = {ours / theirs:.2f} 倍",
        "≤ 1.5 倍",
        kept=ours <= 1.5 * theirs,
    )


def keystroke() -> None:
    """Keys in cells of table three and in part one, in the sample and in a report whose part one is long."""
    from gui.app import prepare

    prepare()
    from core.pipeline import load
    from gui.window import MainWindow

    window = MainWindow()
    window.resize(1440, 900)
    window.show()
    loaded = load(SAMPLE)
    window._show_report(loaded.report, loaded.origin, {})
    assert window.desk is not None
    page = window.desk.page
    table = page.sections["3"].table
    assert table is not None
    _say_keys("按键到重绘（第 99 百分位）", _in_cells(table, 400))
    part = loaded.report.part("1")
    window._show_report(loaded.report.with_part(replace(part, text=long_text())), None, {})
    _say_keys("　一万字的报告，在表格里", _in_cells(table, 200))
    page.go_to_span("1", (5000, 5000))
    _say_keys("　一万字的报告，在正文里", _in_text(page.sections["1"].editor, 200))
    window.session().mark_saved()
    window.close()


def long_text() -> str:
    """10,000 characters in 80 paragraphs with the numbers of everyday work, few of which are a fault."""
    words = (
        "本年在第{0}个村举办政务公开开放日{1}场，来访群众{2}人次，意见逐条登记，办理结果一并公布。"
        "第{0}批民生实事清单列出项目{1}个，由镇村干部上门讲解{2}次，进度随工程更新。"
        "政务新媒体当月第{0}次推送{2}条便民提示，其中图文{1}条，阅读情况按季分析。"
    )
    paragraphs = [words.format(at + 1, at % 7 + 1, at * 3 + 11) for at in range(90)]
    return "\n".join(paragraphs)[:10_000]


def _in_cells(table: FormTable, count: int) -> list[float]:
    from PySide6.QtCore import Qt

    table.go_to("requests.granted.natural_person")
    table.setFocus()
    keys = (Qt.Key.Key_Return if at % 4 == 3 else Qt.Key(Qt.Key.Key_0 + at % 7) for at in range(count))
    return [_pressed(table, key) for key in keys]


def _in_text(editor: PartEditor, count: int) -> list[float]:
    from PySide6.QtCore import Qt

    editor.setFocus()
    return [_pressed(editor, Qt.Key.Key_Backspace if at % 5 == 4 else Qt.Key.Key_1) for at in range(count)]


def _pressed(widget: QWidget, key: Qt.Key) -> float:
    """Milliseconds until a key has been taken and the repaints that it asked for have been made."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    target = QApplication.focusWidget() or widget
    began = time.perf_counter()
    QTest.keyClick(target, key)
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def _say_keys(name: str, found: list[float]) -> None:
    found.sort()
    late = found[int(len(found) * 0.99) - 1]
    say(name, f"{late:.1f} ms（中位 {statistics.median(found):.1f}）", "≤ 16 ms", kept=late <= 16)


PEAK = """
import re
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def memory() -> None:
    """Resident memory of whole processes: with a report opened in the window, and with an empty window."""
    environment = fresh_environment()

    def peak(code: str) -> int:
        # asked of the process itself: what the system reports of a child begins with the memory of its parent
        told = subprocess.run([PYTHON, "-c", code + PEAK], env=environment, capture_output=True, text=True, check=True)
        return int(told.stdout.split()[-1])

    if not Path("/proc/self/status").exists():
        print("· 打开报告后的内存：本系统不能测")
        return
    ours, empty = peak(OUR_WINDOW + OPENED), peak(EMPTY_WINDOW)
    figure = f"{ours / 1024:.0f} / {empty / 1024:.0f} MB = {ours / empty:.2f} 倍"
    say("打开报告后的内存 / 空 QMainWindow", figure, "≤ 2 倍", kept=ours <= 2 * empty)


def fresh_environment() -> dict[str, str]:
    """As on a machine where the program is installed and was not used before: nothing of the user's own is read."""
    folder = tempfile.mkdtemp(prefix="nianbao-bench-")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"NIANBAO_CONFIG": folder, "XDG_CONFIG_HOME": folder}


def start() -> None:
    """Whole processes in turn, with compiled modules as an installed program has them."""
    environment = fresh_environment()

    def run(code: str) -> Callable[[], object]:
        return lambda: subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, env=environment)

    ours, empty = paired(run(OUR_WINDOW), run(EMPTY_WINDOW), 15)
    figure = f"{ours:.0f} / {empty:.0f} ms = {ours / empty:.2f} 倍"
    say("打开窗口 / 空 QMainWindow", figure, "≤ 1.6 倍", kept=ours <= 1.6 * empty)


def frozen() -> None:
    folder = Path("dist/nianbao")
    if not folder.is_dir():
        print("· 打包文件夹未生成（先运行 make app）")
        return
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6
    say("打包文件夹", f"{size:.0f} MB", "≤ 300 MB", kept=size <= 300)


def main() -> None:
    for measure in (
        full_check,
        check_with_last_year,
        text_to_report,
        workbook_to_report,
        pdf,
        start,
        memory,
        keystroke,
        frozen,
    ):
        measure()


if __name__ == "__main__":
    main()
