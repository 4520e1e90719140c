"""OFD layout documents (GB/T 33190-2016): positioned characters and rules, put together as those of a PDF are."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import UserError
from core.formats.guard import Budget, damage_reported, open_container, parse_xml, read_member
from core.formats.layout import FEW_CHARACTERS, MAX_PAGES, PageContent, blocks_of, is_scan, page_content
from core.formats.ofdpage import POINTS, PageReader, numbers
from core.formats.pagetext import in_margin
from core.formats.raw import RawDocument
from core.model import Notice

if TYPE_CHECKING:
    from lxml import etree

_A4 = "0 0 210 297"
_TURNED_MANY = 20
_UNREADABLE = frozenset("\0\ufffd")


def read(content: bytes, name: str) -> RawDocument:
    """An OFD with text in it: its templates' content included, annotations and seals left out.

    Raises UserError (damaged, ofd_encrypted, scanned, ofd_unreadable_font, too_many_pages, too_many_pieces,
    unpacks_too_large, takes_too_long).
    """
    package = _Package(open_container(content, name), name)
    budget = Budget(name)
    pages: list[PageContent] = []
    scanned = characters = unreadable = turned = 0
    with damage_reported(name):
        leaves = [leaf for root in package.documents() for leaf in _leaves(package, root)]
        if len(leaves) > MAX_PAGES:
            raise UserError("too_many_pages", name=name, pages=len(leaves), limit=MAX_PAGES)
        shared = Counter(path for leaf in leaves for path in leaf.templates)
        for number, leaf in enumerate(leaves, 1):
            page, height = _page(package, leaf, shared, budget)
            chars = page.chars
            area = leaf.box[2] * leaf.box[3] * POINTS**2
            scanned += is_scan(area, page.covered, len(chars), len(page.rules))
            characters += len(chars)
            unreadable += sum(char.text in _UNREADABLE or "\ue000" <= char.text <= "\uf8ff" for char in chars)
            turned += page.turned
            pages.append(page_content(number, height, chars, page.rules))
    if scanned and (characters < FEW_CHARACTERS * len(pages) or scanned == len(pages)):
        raise UserError("scanned", name=name)
    if unreadable > characters * 0.05:
        raise UserError("ofd_unreadable_font", name=name)
    notices = [Notice("seals_not_verified")] if package.signed else []
    notices += [Notice("turned_text", {"count": turned})] if turned >= _TURNED_MANY else []
    blocks, boxes = blocks_of(pages)
    return RawDocument("ofd", blocks, tuple(notices), boxes)


@dataclass(frozen=True)
class _Leaf:
    """A page: where its content is, its templates' contents, its box in millimetres (x, y, width, height)."""

    path: str
    root: etree._Element
    templates: tuple[str, ...]
    box: tuple[float, ...]
    units: dict[str, etree._Element]


def _page(package: _Package, leaf: _Leaf, shared: Counter[str], budget: Budget) -> tuple[PageReader, float]:
    """The page with its templates, and its height in points. What a template puts into the margins of several pages
    is furniture."""
    budget.check()
    page = PageReader(leaf.units, budget)
    height = leaf.box[3] * POINTS
    for path in leaf.templates:
        page.add(package.xml(path), leaf.box[:2])
        if shared[path] > 1:
            page.chars = [char for char in page.chars if not in_margin(char, height)]
    page.add(leaf.root, leaf.box[:2])
    return page, height


def _leaves(package: _Package, path: str) -> Iterator[_Leaf]:
    root = package.xml(path)
    usual = _first_text(root, "PageArea") or _A4
    templates: dict[str, str] = {}
    units: dict[str, etree._Element] = {}
    for element in root.iter("{*}TemplatePage"):
        templates[element.get("ID", "")] = package.beside(path, _place(element))
    for element in root.iter("{*}PublicRes", "{*}DocumentRes"):
        resources = package.optional_xml(package.beside(path, _place(element)))
        if resources is not None:
            units |= {unit.get("ID", ""): unit for unit in resources.iter("{*}CompositeGraphicUnit")}
    for pages in root.iterchildren("{*}Pages"):
        for element in pages.iterchildren("{*}Page"):
            own = package.beside(path, _place(element))
            page = package.xml(own)
            used = [templates.get(one.get("TemplateID", "")) for one in page.iterchildren("{*}Template")]
            box = numbers(_first_text(page, "Area") or usual, 4)
            if box[2] <= 0 or box[3] <= 0:
                box = numbers(_A4, 4)
            yield _Leaf(own, page, tuple(one for one in used if one), box, units)


def _place(element: etree._Element) -> str:
    """The path that an element names: an attribute by the standard, its text with some writers."""
    inner = element.find("{*}BaseLoc")
    return element.get("BaseLoc") or (inner.text if inner is not None else element.text) or ""


def _first_text(root: etree._Element, area: str) -> str:
    box = root.find(f".//{{*}}{area}/{{*}}PhysicalBox")
    return (box.text or "").strip() if box is not None else ""


class _Package:
    """The container's XML by path. Writers differ in what their paths start from."""

    def __init__(self, container: zipfile.ZipFile, name: str) -> None:
        self._container = container
        self._name = name
        self._members = {path.replace("\\", "/").lower(): path for path in container.namelist()}
        self._parsed: dict[str, etree._Element] = {}
        if "encryptions.xml" in self._members:
            raise UserError("ofd_encrypted", name=name)
        self._main = self.xml("OFD.xml")
        self.signed = next(self._main.iter("{*}Signatures"), None) is not None

    def documents(self) -> list[str]:
        """Paths of the documents' root parts."""
        return [self.beside("", (one.text or "")) for one in self._main.iter("{*}DocRoot")]

    def beside(self, path: str, place: str) -> str:
        """The member that a part at `path` names: from the container's root, from beside the part, or as it is."""
        place = place.strip().replace("\\", "/")
        relative = posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
        choices = [place.lstrip("/")] if place.startswith("/") else [relative, place]
        return next((one for one in choices if posixpath.normpath(one).lower() in self._members), choices[0])

    def xml(self, path: str) -> etree._Element:
        """Root of the part. Raises UserError("damaged") where there is no such part."""
        root = self.optional_xml(path)
        if root is None:
            raise UserError("damaged", name=self._name)
        return root

    def optional_xml(self, path: str) -> etree._Element | None:
        member = self._members.get(posixpath.normpath(path).lower())
        if member is None:
            return None
        if member not in self._parsed:
            self._parsed[member] = parse_xml(read_member(self._container, member, self._name) or b"", self._name)
        return self._parsed[member]
