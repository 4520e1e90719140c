"""Draws the PNG files and the Windows icon from the SVG drawings of the program's sign and of the toolbar. Run after
changing them: the window shows the PNG files, since for a drawing Qt loads all of SVG."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256)
LARGEST_SMALL = 32
TOOLBAR = ("open", "save", "export", "print", "undo", "redo", "previous", "next")
TOOLBAR_SIZE = 60
"""Pixels: 20 on a screen of three times the usual density."""


def sign(size: int) -> Path:
    """Write nianbao-SIZE.png; up to 32 pixels from the drawing with fewer details."""
    return draw("nianbao-small" if size <= LARGEST_SMALL else "nianbao", size, f"nianbao-{size}")


def draw(drawing: str, size: int, name: str) -> Path:
    """Write NAME.png from DRAWING.svg."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / f"{drawing}.svg")).render(painter)
    painter.end()
    path = ICONS / f"{name}.png"
    image.save(str(path))
    return path


def main() -> None:
    application = QGuiApplication([])
    pictures = [Image.open(sign(size)) for size in SIZES]
    pictures[-1].save(ICONS / "nianbao.ico", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
    for name in TOOLBAR:
        draw(name, TOOLBAR_SIZE, name)
    del application


if __name__ == "__main__":
    main()
