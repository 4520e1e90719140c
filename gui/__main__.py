"""The program's one entry: a terminal command if the first argument names one, otherwise the window."""

from __future__ import annotations

import sys

TERMINAL_COMMANDS = frozenset({"check", "export", "letter", "rules", "template", "--help", "--version"})


def main() -> int:
    """Run with the arguments of the process; returns its exit status."""
    arguments = sys.argv[1:]
    # imported here so that a check on the terminal never loads Qt, nor the window the terminal's libraries
    if arguments and arguments[0] in TERMINAL_COMMANDS:
        from core.cli import main as terminal

        return terminal(arguments)
    from gui.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
