"""Two hundred mixed files in one call, with the time per kind; memory over two thousand. Run by `make bench`."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from core.export import render
from core.export.document import compose
from core.pipeline import check, load
from tests.core.formats.ofds import STYLES, ofd_of

KINDS = ("txt", "docx", "html", "xlsx", "json", "pdf", "ofd")
SAMPLE = Path("resources/samples/示例.txt")


def files_of(folder: Path) -> dict[str, Path]:
    """The sample in each kind that the program writes, as an OFD, and as the text it comes from."""
    report = load(SAMPLE).report
    files = {"txt": SAMPLE}
    for kind in KINDS[1:]:
        files[kind] = folder / f"示例.{kind}"
        content = ofd_of(compose(report), STYLES["runs and lines"]) if kind == "ofd" else render(report, kind)
        files[kind].write_bytes(content)
    return files


def one_call(files: dict[str, Path], folder: Path) -> None:
    """The terminal's check over two hundred files, start of the program included."""
    paths = []
    for number in range(200):
        kind = KINDS[number % len(KINDS)]
        paths.append(folder / f"{number}.{kind}")
        shutil.copyfile(files[kind], paths[-1])
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "gui", "check", *map(str, paths), "--json"], capture_output=True)
    print(f"· 一条 check 命令核对 200 份混合文件：{time.perf_counter() - start:.1f} s，退出码 {done.returncode}")


def peak() -> float:
    """Largest resident size so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with TemporaryDirectory() as folder:
        files = files_of(Path(folder))
        one_call(files, Path(folder))
        spent: dict[str, list[float]] = defaultdict(list)
        start = time.perf_counter()
        for number in range(200):
            kind = KINDS[number % len(KINDS)]
            begun = time.perf_counter()
            check(load(files[kind]).report)
            spent[kind].append((time.perf_counter() - begun) * 1000)
        whole = time.perf_counter() - start
        print(f"· 200 份混合文件读入并核对：{whole:.1f} s")
        for kind, times in spent.items():
            print(f"    {kind:<5} 中位 {statistics.median(times):6.1f} ms")
        if sys.platform == "win32":
            return  # Windows keeps no such figure for a process to ask
        light = [kind for kind in KINDS if kind not in ("pdf", "ofd")]
        before = peak()
        for number in range(2000):
            check(load(files[light[number % len(light)]]).report)
        after = peak()
        mark = "✓" if after <= 1.1 * before else "✗"
        print(f"{mark} 再读 2000 份后的内存峰值 {after:.0f} / {before:.0f} MB = {after / before:.2f} 倍")


if __name__ == "__main__":
    main()
