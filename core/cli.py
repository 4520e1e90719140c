"""The terminal: nianbao check | export | letter | template. The same engine as the window; see the design's contract.

Exit status of check: 0 no error, 1 errors found, 2 a file could not be read (the others are still checked).
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core import __version__, settings
from core.catalog import edition
from core.checks import Judgement
from core.conclusion import (
    Conclusion,
    Outcome,
    conclude,
    conclusion_to_dict,
    decided,
    is_ignored,
    open_sensitive,
    tally,
)
from core.errors import UserError
from core.export import EXPORTERS
from core.export.letter import LETTERS, Letter
from core.export.review import ReviewCopy
from core.files import write_atomically
from core.handbook import as_markdown
from core.masking import masked, masked_report
from core.model import Finding, Severity, Verdict
from core.pipeline import Loaded, check, export, load, write_letter
from core.previous import LastYear, as_previous, fitting, notice_of, open_previous
from core.records import finding_to_dict, report_to_dict
from core.rules import RuleSet, active, builtin
from core.session import Origin, edits_between
from core.texts import text
from core.usage import words_of

SCHEMA = 1
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_Number = Annotated[int, typer.Option("--report", min=1, metavar="N", help=text("cli.report_help"))]
_Previous = Annotated[Path | None, typer.Option("--previous", help=text("cli.previous_help"))]
_Rules = Annotated[Path | None, typer.Option("--rules", help=text("cli.rules_help"))]

app = typer.Typer(
    help=text("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status. Messages about failures go to the error stream."""
    try:
        status = app(arguments, standalone_mode=False, prog_name="nianbao")
    except UserError as error:
        Console(stderr=True).print(f"✗ {error}", style="red", markup=False, soft_wrap=True)
        return 2
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return 130
    except typer.TyperException as error:
        Console(stderr=True).print(f"✗ {words_of(error)}", style="red", markup=False, soft_wrap=True)
        return 2
    return status if isinstance(status, int) else 0


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=text("cli.version_help"))] = False,
) -> None:
    if version:
        typer.echo(f"nianbao {__version__}")
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(0)


@app.command("check", help=text("cli.check_help"))
def check_command(
    files: Annotated[list[Path], typer.Argument(help=text("cli.files_help"), metavar="FILE...")],
    as_json: Annotated[bool, typer.Option("--json", help=text("cli.json_help"))] = False,
    rules: _Rules = None,
    previous: _Previous = None,
    report: _Number = 1,
) -> int:
    ruleset = _rules_in_force(rules)
    last_year = _last_year(previous)
    entries = []
    status = 2 if last_year is not None and not last_year.reports else 0
    for path in files:
        entry, code = _check_one(path, ruleset, last_year, number=report, quiet=as_json)
        entries.append(entry)
        status = max(status, code)
    if as_json:
        typer.echo(json.dumps({"schema": SCHEMA, "files": entries}, ensure_ascii=False, indent=1))
    elif len(entries) > 1:
        outcomes = [entry["verdict"]["outcome"] if entry["verdict"] else None for entry in entries]
        typer.echo(tally(Outcome(outcome) if outcome else None for outcome in outcomes))
    return status


def _rules_in_force(extra: Path | None) -> RuleSet:
    """The same rules as the window uses; what is wrong with the settings goes to the error stream."""
    loaded = settings.load()
    for problem in loaded.problems:
        Console(stderr=True).print(f"· {problem}", style="dim", markup=False, soft_wrap=True)
    return active(loaded.settings, [extra] if extra else [])


@app.command("rules", help=text("cli.rules_list_help"))
def rules_command(
    rules: _Rules = None,
) -> int:
    ruleset = _rules_in_force(rules)
    typer.echo(as_markdown(ruleset))
    for problem in ruleset.problems:
        Console(stderr=True).print(f"✗ {problem}", style="red", markup=False, soft_wrap=True)
    return 1 if ruleset.problems else 0


def _last_year(path: Path | None) -> LastYear | None:
    """Last year's reports that were named; what could not be read goes to the error stream."""
    if path is None:
        return None
    last_year = open_previous(path)
    for problem in last_year.problems:
        Console(stderr=True).print(f"✗ {problem}", style="red", markup=False, soft_wrap=True)
    return last_year


def _compared(loaded: Loaded, last_year: LastYear | None) -> tuple[Loaded, tuple[str, ...]]:
    """The file with its report of last year, and what is to be said about that. Kept work may bring its own."""
    if last_year is None:
        previous = loaded.previous
    else:
        fit = fitting(last_year, loaded.report)
        previous = as_previous(fit) if fit else None
    words: tuple[str, ...] = ()
    if previous is not None:
        words = (text("comparison.compared_with", name=previous.report.title or previous.name),)
    elif last_year is not None and last_year.reports:
        report = loaded.report
        known = report.agency and report.year is not None
        fields = {"agency": report.agency, "year": (report.year or 0) - 1}
        words = (text("comparison.none_fits", **fields) if known else text("comparison.none_fits_unknown"),)
    elif last_year is not None:
        words = last_year.problems
    return replace(loaded, previous=previous), words


def _previous_entry(previous: Origin | None) -> dict[str, Any] | None:
    if previous is None:
        return None
    report = previous.report
    return {"name": previous.name, "title": report.title, "agency": report.agency, "year": report.year}


def _check_one(
    path: Path, ruleset: RuleSet, last_year: LastYear | None, *, number: int, quiet: bool
) -> tuple[dict[str, Any], int]:
    """One file's entry of the JSON output and its exit status; printed for people unless quiet. Of several reports in
    the file the one of that number."""
    try:
        loaded = load(path, number)
    except UserError as error:
        if not quiet:
            Console(stderr=True).print(f"✗ {path}：{error}", style="red", markup=False, soft_wrap=True)
        entry: dict[str, Any] = {
            "path": str(path),
            "status": "unreadable",
            "verdict": None,
            "error": str(error),
            "report": None,
            "findings": [],
        }
        return entry, 2
    loaded, said = _compared(loaded, last_year)
    judgement = check(loaded.report, ruleset, loaded.previous.report if loaded.previous else None)
    uncompared = last_year is not None and loaded.previous is None
    conclusion = conclude(judgement.findings, loaded.decisions, len(ruleset.off), uncompared=uncompared)
    if not quiet:
        _print(path, loaded, judgement, conclusion, said)
    entry = {
        "path": str(path),
        "status": conclusion.status,
        "verdict": conclusion_to_dict(conclusion),
        "error": None,
        "report": report_to_dict(masked_report(loaded.report)),
        "previous": _previous_entry(loaded.previous),
        "notices": [*(masked(str(notice)) for notice in loaded.notices), *said],
        "findings": [finding_to_dict(f, decided(f, loaded.decisions)) for f in judgement.findings],
    }
    return entry, 1 if conclusion.status == "failed" else 0


def _print(path: Path, loaded: Loaded, judgement: Judgement, conclusion: Conclusion, said: tuple[str, ...]) -> None:
    console = Console()
    report = loaded.report
    console.print(f"{report.title or path.name}", style="bold", markup=False)
    console.print(str(conclusion), markup=False)
    if judgement.findings:
        table = Table(show_edge=False, pad_edge=False, header_style="dim")
        for heading in ("level", "place", "problem"):
            table.add_column(text(f"cli.column_{heading}"), no_wrap=heading == "level", overflow="fold")
        for finding in judgement.findings:
            decision = decided(finding, loaded.decisions)
            words = finding.message + "".join(f"\n  → {fix.note}" for fix in finding.fixes[:1])
            words += f"\n  ● {masked(str(decision))}" if decision else ""
            level = (
                text("cli.level_unknown")
                if finding.verdict is Verdict.UNKNOWN
                else text(f"cli.level_{finding.severity}")
            )
            style = "dim" if is_ignored(finding, loaded.decisions) else _STYLES[finding.severity]
            # as text: what stands in square brackets in a report is no style
            table.add_row(level, Text(_place(finding, loaded)), Text(masked(words)), style=style)
        console.print(table)
    for notice in loaded.notices:
        where = f"（{notice.where}）" if notice.where else ""
        console.print(f"· {masked(str(notice))}{where}", style="dim", markup=False, soft_wrap=True)
    for words in said:
        console.print(f"· {masked(words)}", style="dim", markup=False, soft_wrap=True)
    console.print()


def _place(finding: Finding, loaded: Loaded) -> str:
    """The paragraph of a sentence, or else the cell; beneath it where that stands in the file."""
    form = edition(loaded.report.edition)
    if finding.part and finding.span is not None:
        part = loaded.report.part(finding.part)
        name = part.heading or form.heading(finding.part)
        place = text("cli.paragraph", part=name, number=part.paragraph_at(finding.span[0]))
        where = part.where_at(finding.span[0])
        return place + (f"\n{where}" if where else "")
    if finding.cells:
        names = [form.describe(cell) for cell in (finding.suspects or finding.cells)[:1]]
        cell = loaded.report.cells[(finding.suspects or finding.cells)[0]]
        return names[0] + (f"\n{cell.where}" if cell.where else "")
    return form.heading(finding.part) if finding.part else ""


@app.command("export", help=text("cli.export_help"))
def export_command(
    file: Annotated[Path, typer.Argument(help=text("cli.file_help"), metavar="FILE")],
    output: Annotated[Path, typer.Option("-o", "--output", help=text("cli.output_help"))],
    review: Annotated[bool, typer.Option("--review", help=text("cli.review_help"))] = False,
    rules: _Rules = None,
    previous: _Previous = None,
    report: _Number = 1,
) -> int:
    kind = output.suffix.lower().lstrip(".")
    if kind not in EXPORTERS:
        raise UserError("unknown_export", kind=output.suffix or output.name, known="、".join(EXPORTERS))
    loaded, said = _compared(load(file, report), _last_year(previous))
    if previous is not None and loaded.previous is None:
        # a review copy without the comparison that was asked for would look like one with nothing to say
        raise UserError("previous_missing", reason="；".join(said))
    _not_onto_itself(file, output)
    ruleset = _rules_in_force(rules)
    copy = review_of(loaded, ruleset) if review else None
    if copy is None:
        _warn_of_personal_data(loaded, ruleset)
    export(loaded.report, output, kind, copy, settings.load().settings.fonts)
    typer.echo(text("cli.saved", path=output))
    return 0


def _warn_of_personal_data(loaded: Loaded, ruleset: RuleSet) -> None:
    """A clean copy shows what a review copy covers; it is made all the same."""
    count = open_sensitive(check(loaded.report, ruleset).findings, loaded.decisions)
    if count:
        words = text("cli.sensitive", count=count)
        Console(stderr=True).print(f"! {words}", style="yellow", markup=False, soft_wrap=True)


def _not_onto_itself(source: Path, output: Path) -> None:
    if output.exists() and output.resolve() == source.resolve():
        raise UserError("same_file", path=output)


def review_of(loaded: Loaded, ruleset: RuleSet) -> ReviewCopy:
    """What the review copy of a loaded report shows beside it."""
    return ReviewCopy(
        findings=check(loaded.report, ruleset, previous=loaded.previous.report if loaded.previous else None).findings,
        edits=edits_between(loaded.origin.report, loaded.report),
        notices=(*loaded.notices, *notice_of(loaded.previous)),
        decisions=loaded.decisions,
        signatories=settings.load().settings.signatories,
        rules_off=len(ruleset.off),
    )


@app.command("letter", help=text("cli.letter_help"))
def letter_command(
    file: Annotated[Path, typer.Argument(help=text("cli.file_help"), metavar="FILE")],
    output: Annotated[Path, typer.Option("-o", "--output", help=text("cli.letter_output_help"))],
    reply_by: Annotated[datetime | None, typer.Option(help=text("cli.reply_by_help"), formats=["%Y-%m-%d"])] = None,
    office: Annotated[str | None, typer.Option(help=text("cli.office_help"))] = None,
    rules: _Rules = None,
    previous: _Previous = None,
) -> int:
    if output.suffix.lower().lstrip(".") not in LETTERS:
        raise UserError("unknown_export", kind=output.suffix or output.name, known="、".join(LETTERS))
    loaded, said = _compared(load(file), _last_year(previous))
    if previous is not None and loaded.previous is None:
        raise UserError("previous_missing", reason="；".join(said))
    _not_onto_itself(file, output)
    own = settings.load().settings
    letter = Letter(
        office=own.organisation if office is None else office,
        day=date.today(),
        reply_by=reply_by.date() if reply_by else None,
        fonts=own.fonts,
    )
    write_letter(loaded.report, output, review_of(loaded, _rules_in_force(rules)), letter)
    typer.echo(text("cli.saved", path=output))
    return 0


@app.command("template", help=text("cli.template_help"))
def template_command(
    output: Annotated[Path, typer.Option("-o", "--output", help=text("cli.template_output_help"))],
) -> int:
    from core.export.template import render

    if output.suffix.lower() != ".xlsx":
        raise UserError("template_suffix", path=output)
    write_atomically(output, render(builtin()))
    typer.echo(text("cli.saved", path=output))
    return 0
