"""Draws the PNG files and the Windows icon from the two SVG drawings of the program's sign. Run after changing them."""

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


def draw(size: int) -> Path:
    """Write nianbao-SIZE.png; up to 32 pixels from the drawing with fewer details."""
    drawing = "nianbao-small.svg" if size <= LARGEST_SMALL else "nianbao.svg"
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / drawing)).render(painter)
    painter.end()
    path = ICONS / f"nianbao-{size}.png"
    image.save(str(path))
    return path


def main() -> None:
    application = QGuiApplication([])
    pictures = [Image.open(draw(size)) for size in SIZES]
    pictures[-1].save(ICONS / "nianbao.ico", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
    del application


if __name__ == "__main__":
    main()
