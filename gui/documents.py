"""Opening, keeping and exporting the report on the desk: asks first, works on another thread, then shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from core.errors import UserError
from core.files import resource
from core.texts import text
from gui import dialogs, recent
from gui.errors import show_error
from gui.jobs import Jobs
from gui.keeper import Claim, stamp
from gui.preferences import Preferences

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.export.review import ReviewCopy
    from core.journal import Entry
    from core.model import Report
    from core.pipeline import Loaded
    from core.session import Origin, Session
    from core.workspace import Work

    Opened = tuple[Loaded, Path | None]
    """A report that was read, and the file beside it that may be last year's."""

SUFFIX = "nianbao"
SAMPLE = "示例.txt"


class Documents(QObject):
    """`path` is the file that was opened (None for a new report), `kept` the .nianbao file that holds the work."""

    opened = Signal(object, object, object)
    """Another Report is to be shown, with its Origin or None, and what was decided of its findings."""
    renamed = Signal()
    message = Signal(str)

    def __init__(
        self, window: QWidget, jobs: Jobs, session: Callable[[], Session | None], preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._preferences = preferences
        self._session = session
        self.path: Path | None = None
        self.kept: Path | None = None
        self.trouble = ""
        """Why the last attempt to save failed; "" when none did since the last save."""
        self.beside: Path | None = None
        """A file in the same folder that by its name may be last year's report."""
        self._own = False
        self._claim = Claim()
        self._stamp: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """What the title bar calls the document; "" when none is open."""
        if self._session() is None:
            return ""
        path = self.kept or self.path
        return path.name if path else text("window.untitled")

    @property
    def is_sample(self) -> bool:
        """True while the sample report is open that is meant for practice."""
        return self.path is not None and self.path.absolute() == resource("samples", SAMPLE).absolute()

    # ---------------------------------------------------------------------------------------------- opening

    def ask_open(self) -> None:
        if not self.may_leave():
            return
        path = dialogs.choose_open(self._window, recent.folder())
        if path is not None and self._may_claim(path):
            self._load(path)

    def open(self, path: Path) -> None:
        """Open a file, asking first what becomes of unsaved work."""
        if self.may_leave() and self._may_claim(path):
            self._load(path)

    def _may_claim(self, path: Path) -> bool:
        """False when the file is open in another window and the user would rather leave it there."""
        return self._claim.take(path) or dialogs.ask_open_elsewhere(self._window, path.name)

    def open_sample(self) -> None:
        if self.may_leave():
            self._load(resource("samples", SAMPLE))

    def restart_sample(self) -> None:
        """The sample from its beginning; what was practised on it is given up, as was asked."""
        self._load(resource("samples", SAMPLE))

    def new_blank(self) -> None:
        """A blank report in the current edition of the form."""
        if not self.may_leave():
            return
        from core.catalog import CURRENT, edition
        from core.model import Part, Report, blank_cells

        form = edition(CURRENT)
        parts = tuple(Part(number, None if number == "0" else form.heading(number)) for number in "0123456")
        self.path = self.kept = self.beside = None
        self._claim.release()
        self._settle(None)
        self.opened.emit(Report(CURRENT, blank_cells(form.addresses), parts), None, {})

    def _load(self, path: Path) -> None:
        def work() -> tuple[Opened, ...]:
            # the readers' libraries are loaded with the first file, not with the window
            from core import pipeline
            from core.previous import likely_name

            return tuple((loaded, likely_name(path, loaded.report)) for loaded in pipeline.load_all(path))

        self._jobs.start(text("window.busy.open", name=path.name), work, lambda found: self._choose(found, self._show))

    def open_clipboard(self) -> None:
        """A whole report that was copied, as if it were a file."""
        # tables and lists of widgets are not needed while the window opens
        from gui import several

        copied = several.copied_document(QGuiApplication.clipboard().mimeData())
        if copied is None:
            self.message.emit(text("several.nothing_copied"))
            return
        content, path = copied
        if not self.may_leave():
            return

        def work() -> tuple[Opened, ...]:
            from core import pipeline

            return tuple((loaded, None) for loaded in pipeline.read_all(content, path))

        def show(result: Opened) -> None:
            loaded, self.beside = result
            self.path = self.kept = None
            self._own = False
            self._claim.release()
            self._settle(None)
            self.opened.emit(loaded.report, loaded.origin, loaded.decisions)
            self.renamed.emit()

        self._jobs.start(text("window.busy.open", name=path.name), work, lambda found: self._choose(found, show))

    def _choose(self, found: tuple[Opened, ...], show: Callable[[Opened], None]) -> None:
        """Of several reports in a file the user takes one."""
        if len(found) == 1:
            show(found[0])
            return
        from gui import several

        chosen = several.choose(self._window, [loaded for loaded, _ in found])
        if chosen is not None:
            show(found[chosen])

    def _show(self, result: Opened) -> None:
        loaded, self.beside = result
        path = loaded.path
        self.path = path
        # the program's own folder is no place for the user's work
        self._own = path.absolute().is_relative_to(resource().absolute())
        self.kept = path if path.suffix.lower() == f".{SUFFIX}" else None
        self._settle(self.kept)
        self.opened.emit(loaded.report, loaded.origin, loaded.decisions)
        session = self._session()
        if loaded.previous is not None and session is not None:
            session.set_previous(loaded.previous)
        if not self._own:
            recent.remember(path)
        self.renamed.emit()

    def _settle(self, kept: Path | None) -> None:
        """What stands in the file is now what we know of it."""
        self._stamp = stamp(kept)
        self.trouble = ""

    def recover(self, entry: Entry, then: Callable[[], None]) -> None:
        """Show work that another run left unsaved; it is unsaved still. `then` is called once it is on the desk."""

        def work() -> Work:
            from core import journal

            return journal.recover(entry)

        def show(found: Work) -> None:
            self.path, self.kept, self._own = entry.path, entry.kept, False
            self.beside = None
            for path in (entry.kept, entry.path):
                if path is not None and self._claim.take(path):
                    break
            self._settle(self.kept)
            self.opened.emit(found.report, found.origin, found.decisions)
            session = self._session()
            if session is not None:
                session.set_previous(found.previous)
                session.mark_unsaved()
            then()
            self.renamed.emit()

        self._jobs.start(text("window.busy.open", name=entry.name), work, show)

    def may_leave(self) -> bool:
        """True when nothing would be lost: nothing is unsaved, it was saved now, or the user gives it up."""
        session = self._session()
        if self._jobs.running:
            return False
        if session is None or not session.dirty:
            return True
        answer = dialogs.ask_unsaved(self._window, self.name)
        return self.save() if answer is dialogs.Answer.SAVE else answer is dialogs.Answer.DISCARD

    # ---------------------------------------------------------------------------------------------- keeping

    def save(self) -> bool:
        """Keep the work in its .nianbao file; the first time ask for a place beside the file. True if it was kept."""
        if self.kept is None:
            return self.save_as()
        if self.kept.exists() and stamp(self.kept) != self._stamp:
            # someone else has written it since; what they wrote would be lost
            answer = dialogs.ask_changed_elsewhere(self._window, self.kept.name)
            if answer is not dialogs.Answer.SAVE:
                return self.save_as() if answer is dialogs.Answer.DISCARD else False
        return self._keep(self.kept)

    def save_as(self) -> bool:
        session = self._session()
        if session is None:
            return False
        proposed = (self.kept or self._beside(session.report)).with_suffix(f".{SUFFIX}")
        kinds = ((text("window.kind.nianbao"), SUFFIX),)
        path = dialogs.choose_save(self._window, text("window.choose.save"), proposed, kinds)
        return self._keep(path) if path is not None else False

    def _beside(self, report: Report) -> Path:
        """Where the work would be kept: beside the opened file, under its name; else among the user's documents."""
        from core.export import propose_name

        if self.path is not None and not self._own:
            return self.path
        return recent.documents() / propose_name(report, SUFFIX)

    def _keep(self, path: Path) -> bool:
        session = self._session()
        if session is None:
            return False
        from core import pipeline

        work = self.work_of(session)
        try:
            pipeline.keep(path, work.report, work.origin, work.decisions, work.previous)
        except UserError as error:
            self.trouble = str(error)
            self.renamed.emit()
            show_error(self._window, error)
            return False
        self.kept = path
        self._claim.take(path)
        self._settle(path)
        self._own = False
        session.mark_saved()
        recent.remember(path)
        self.renamed.emit()
        self.message.emit(text("window.saved", path=path))
        return True

    @staticmethod
    def work_of(session: Session) -> Work:
        """All that a work file holds, as it is now."""
        from core.workspace import Work

        origin = session.origin or _no_origin(session.report)
        return Work(session.report, origin, session.decisions, session.previous)

    def release(self) -> None:
        """The window closes: other windows may have the file."""
        self._claim.release()

    # ---------------------------------------------------------------------------------------------- exporting

    def export(self) -> None:
        session = self._session()
        if session is not None and may_show(self._window, session):
            self._export(None)

    def export_review(self) -> None:
        session = self._session()
        if session is not None:
            self._export(review_copy(session, self._preferences.settings.signatories))

    def _export(self, review: ReviewCopy | None) -> None:
        session = self._session()
        if session is None:
            return
        from core.export import EXPORTERS, propose_name

        report, fonts = session.report, self._preferences.settings.fonts
        kinds = tuple((e.name, e.kind) for e in EXPORTERS.values())
        folder = self._beside(report).parent
        proposed = folder / propose_name(report, kinds[0][1], review is not None)
        title = text("window.choose.export_review" if review else "window.choose.export")
        path = dialogs.choose_save(self._window, title, proposed, kinds)
        if path is None:
            return

        def work() -> Path:
            from core import pipeline

            pipeline.export(report, path, path.suffix.lower().lstrip("."), review, fonts)
            return path

        self._jobs.start(text("window.busy.export", name=path.name), work, self._told("window.exported"))

    def export_letter(self) -> None:
        """Write the letter to the department with what is open and confirmed now."""
        session = self._session()
        if session is None:
            return
        asked = dialogs.ask_letter(self._window, self._preferences.settings.organisation)
        if asked is None:
            return
        from core.export import propose_name
        from core.export.letter import LETTERS

        letter = replace(asked, fonts=self._preferences.settings.fonts)
        report, review = session.report, review_copy(session)
        kinds = tuple((text(f"letter.dialog.kind_{kind}"), kind) for kind in LETTERS)
        name = propose_name(report, kinds[0][1], suffix=text("letter.file_suffix"))
        proposed = self._beside(report).parent / name
        path = dialogs.choose_save(self._window, text("letter.dialog.choose"), proposed, kinds)
        if path is None:
            return

        def work() -> Path:
            from core import pipeline

            pipeline.write_letter(report, path, review, letter)
            return path

        self._jobs.start(text("window.busy.export", name=path.name), work, self._told("window.exported"))

    def export_template(self) -> None:
        """Write the blank Excel template for departments."""
        proposed = recent.documents() / text("window.template_name")
        kinds = ((text("window.kind.template"), "xlsx"),)
        path = dialogs.choose_save(self._window, text("window.choose.template"), proposed, kinds)
        if path is None:
            return

        rules = self._preferences.rules()

        def work() -> Path:
            from core.export import template
            from core.files import write_atomically

            write_atomically(path, template.render(rules))
            return path

        self._jobs.start(text("window.busy.export", name=path.name), work, self._told("window.exported"))

    def _told(self, message: str) -> Callable[[Path], None]:
        return lambda path: self.message.emit(text(message, path=path))


def _no_origin(report: Report) -> Origin:
    """A report that came from no file is its own original."""
    from core.session import Origin

    return Origin("", b"", report)


def may_show(window: QWidget, session: Session) -> bool:
    """Whether a clean copy may be made: nothing sensitive is open in the report, or the user wants it all the same."""
    from core.conclusion import open_sensitive

    count = open_sensitive(session.judgement.findings, session.decisions)
    return not count or dialogs.ask_sensitive(window, count)


def review_copy(session: Session, signatories: tuple[str, ...] = ("", "", "")) -> ReviewCopy:
    """Findings, edits, notices and decisions as they are now, and who signs."""
    from core.export.review import ReviewCopy
    from core.previous import notice_of

    session.finish_repairs()
    notices = (*(session.origin.notices if session.origin else ()), *notice_of(session.previous))
    return ReviewCopy(
        session.judgement.findings, session.edits(), notices, session.decisions, signatories, len(session.rules.off)
    )
