"""The pictures of the readmes: a report and a workbook of data/tutorial, in both languages.

    python data/build/pictures.py

writes report-en.png, report-zh.png, workbook-en.png and workbook-zh.png to docs/images. Needs policytext,
Pillow, a Chromium, LibreOffice, and pdftotext and pdftoppm (poppler).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"
SAMPLES = "data/tutorial"
SECTIONS = "overview,keyphrases,groups"
SIZE = (1280, 4400)
PIECES = ((0, 1330), (2620, 3950))  # what stands side by side in the picture
TERM = {"en": "term", "zh": "检索词"}  # the first word of the sheet with the lines, whose page is shown
COLOURS = 128  # enough for text, bars and lines, and half of the bytes


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    for language in ("en", "zh"):
        with tempfile.TemporaryDirectory() as folder:
            _write(_report(Path(folder), language), f"report-{language}.png")
            _write(_workbook(Path(folder), language), f"workbook-{language}.png")


def _report(folder: Path, language: str) -> list[Image.Image]:
    """Two pieces of the page, side by side."""
    page, shot = folder / "report.html", folder / "shot.png"
    _run("policytext", "report", SAMPLES, "-o", page, "--language", language, "-q", "--sections", SECTIONS)
    browser = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    _run(browser, *flags, f"--window-size={SIZE[0]},{SIZE[1]}", f"--screenshot={shot}", page.as_uri())
    with Image.open(shot) as whole:
        return [whole.crop((0, top, SIZE[0], bottom)) for top, bottom in PIECES]


def _workbook(folder: Path, language: str) -> list[Image.Image]:
    """The sheet that explains the others, and that of terms by year, as LibreOffice prints them."""
    book = folder / "tables.xlsx"
    _run("policytext", "export", SAMPLES, "-o", book, "--language", language, "-q")
    _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, book)
    printed = folder / "tables.pdf"
    pages = _run("pdftotext", printed, "-").split("\f")
    with_lines = next(at for at, text in enumerate(pages, 1) if text.split()[:1] == [TERM[language]])
    shown = []
    for page in (1, with_lines):
        _run(
            "pdftoppm", "-r", "110", "-png", "-singlefile", "-f", page, "-l", page, printed, folder / "page"
        )
        with Image.open(folder / "page.png") as image:
            shown.append(image.convert("RGB"))
    return shown


def _run(*command: object) -> str:
    done = subprocess.run([*map(str, command)], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()


def _write(pieces: Sequence[Image.Image], name: str) -> None:
    wide, high = sum(piece.width for piece in pieces), pieces[0].height
    picture = Image.new("RGB", (wide, high), "white")
    for at, piece in enumerate(pieces):
        picture.paste(piece, (at * piece.width, 0))
    small = picture.resize((picture.width * 5 // 8, picture.height * 5 // 8), Image.Resampling.LANCZOS)
    small.quantize(COLOURS).save(IMAGES / name, optimize=True)


if __name__ == "__main__":
    main()
