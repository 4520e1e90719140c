"""The house: both systems' scripts keep in step, the lock is complete, no file names a workplace or a registry."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GENERATED = re.compile(r"\.(?!ci/)[^/]*/|out/|dist/|build/work/|.*__pycache__/|.*\.egg-info/")
TEXT_SUFFIXES = {"", ".py", ".sh", ".ps1", ".cmd", ".spec", ".toml", ".md", ".txt", ".html", ".typ", ".svg", ".lock"}
COMMANDS = ["setup", "run", "test", "app", "bench"]


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8-sig")


def project_files() -> list[Path]:
    """What would be committed: git's answer, or without git every file outside the generated folders."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not GENERATED.match(path.relative_to(ROOT).as_posix())
    ]


def readable_files() -> list[Path]:
    return [path for path in project_files() if path.suffix in TEXT_SUFFIXES]


def lock_entries() -> list[str]:
    """Each locked package with its continuation lines."""
    lines = "\n".join(line for line in read("requirements.lock").splitlines() if not line.lstrip().startswith("#"))
    return [entry for entry in re.split(r"\n(?=\S)", lines.strip()) if entry.strip()]


def name_and_version(entry: str) -> tuple[str, str]:
    name, version = re.match(r"([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", entry).groups()
    return name, version


def direct_dependencies() -> list[str]:
    return PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]


def test_makefile_has_every_command_of_the_readme() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert {"setup", "run", "test", "app", "bench", "pictures", "help"} <= targets
    assert set(re.findall(r"`make ([a-z]+)", read("README.md"))) <= targets


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_script_on_both_systems(command: str) -> None:
    assert f"build/{command}.sh" in read("Makefile")
    assert (ROOT / "build" / f"{command}.sh").is_file()
    assert (ROOT / "build" / "windows" / f"{command}.ps1").is_file()
    assert f"{command}.ps1" in read(f"build/windows/{command}.cmd") or "%~n0" in read(f"build/windows/{command}.cmd")


@pytest.mark.parametrize("command", COMMANDS)
def test_both_systems_do_the_same_steps(command: str) -> None:
    steps = re.compile(r"-m (venv|pip|ruff|mypy|pytest|PyInstaller)\b([^\n|&]*)|(lint-imports)")

    def normal(path: str) -> list[str]:
        # what differs by shell: extra arguments, quotes, what follows a failure
        return [
            re.sub(r'"\$@"|@args|["\']', "", "".join(match.groups(""))).strip()
            for match in steps.finditer(read(path))
            if "import venv" not in match.group()
        ]

    assert normal(f"build/{command}.sh") == normal(f"build/windows/{command}.ps1")


def test_windows_scripts_open_with_a_byte_order_mark() -> None:
    # Windows PowerShell 5.1 reads a script without one in the system's code page and garbles its Chinese
    for script in (ROOT / "build" / "windows").glob("*.ps1"):
        assert script.read_bytes().startswith(b"\xef\xbb\xbf"), script.name


def test_readme_opens_with_the_two_commands_of_both_systems() -> None:
    opening = read("README.md").split("![")[0]
    for command in ("`make run`", "`make test`", r"`build\windows\run.cmd`", r"`build\windows\test.cmd`"):
        assert command in opening


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    assert "\nmake test\n" in read(".ci/run")


def test_every_locked_package_has_an_exact_version_and_a_hash() -> None:
    entries = lock_entries()
    assert len(entries) > len(PROJECT["project"]["dependencies"])
    for entry in entries:
        assert re.match(r"[\w.\-\[\]]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_holds_every_direct_dependency_within_its_bounds() -> None:
    locked = {canonicalize_name(name): version for name, version in map(name_and_version, lock_entries())}
    for requirement in map(Requirement, direct_dependencies()):
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{name} is not locked"
        assert requirement.specifier.contains(locked[name]), f"{name} is locked at {locked[name]}"


def test_every_direct_dependency_says_why_it_is_here() -> None:
    lines = read("pyproject.toml").splitlines()
    for name in direct_dependencies():
        declared = [line for line in lines if line.strip().startswith(f'"{name}"')]
        assert [line for line in declared if re.search(r"#\s*\S{2,}", line)], f"{name} has no reason"


def test_no_file_names_a_registry_or_a_workplace() -> None:
    # written in pieces so that this file does not find itself
    unwanted = re.compile(
        "|".join(
            [
                "py" + r"pi\.org",
                "python" + r"hosted\.org",
                r"(?<![\w.*])/(work|ro" + "ot)/",
                r"^--(extra-)?index" + "-url",
            ]
        )
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in readable_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if unwanted.search(line)
    ]
    assert found == []


def test_the_build_folder_is_kept_and_its_products_are_not() -> None:
    ignored = [line.strip() for line in read(".gitignore").splitlines() if line.strip()]
    assert not {"build", "build/", "/build/", "/build"} & set(ignored)
    assert {"/build/work/", "/dist/", ".venv"} <= set(ignored)
    assert not (ROOT / "build" / "__init__.py").exists()


def test_version_is_the_same_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert f'__version__ = "{version}"' in read("core/__init__.py")
    assert f'"ProductVersion", "{version}"' in read("build/windows/version_info")


def test_icons_are_complete_and_small() -> None:
    icons = ROOT / "resources" / "icons"
    for name in ["nianbao", "open", "save", "export", "print", "undo", "redo", "previous", "next"]:
        assert "<svg" in (icons / f"{name}.svg").read_text(encoding="utf-8")
    for size in (16, 24, 32, 48, 64, 128, 256):
        assert (icons / f"nianbao-{size}.png").read_bytes().startswith(b"\x89PNG")
    assert (icons / "nianbao.ico").read_bytes().startswith(b"\x00\x00\x01\x00")
    assert sum(path.stat().st_size for path in icons.iterdir()) < 200_000


def test_the_entry_point_sends_commands_to_the_terminal_and_files_to_the_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core import cli
    from gui import __main__ as entry
    from gui import app

    monkeypatch.setattr(cli, "main", lambda arguments: ["terminal", *arguments])
    monkeypatch.setattr(app, "run", lambda arguments: ["window", *arguments])
    for arguments, expected in [
        (["check", "a.txt"], "terminal"),
        (["export", "a.txt", "-o", "b.pdf"], "terminal"),
        (["letter", "a.txt", "-o", "b.docx"], "terminal"),
        (["template", "-o", "c.xlsx"], "terminal"),
        (["--help"], "terminal"),
        (["--version"], "terminal"),
        (["a.txt"], "window"),
        ([], "window"),
    ]:
        monkeypatch.setattr("sys.argv", ["nianbao", *arguments])
        assert entry.main() == [expected, *arguments]
