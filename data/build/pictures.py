"""The pictures of the readmes: the head of a report of data/samples, in both languages, by Chromium.

    python data/build/pictures.py

writes docs/images/report-en.png and report-zh.png. Needs policytext, Pillow and a Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent.parent
IMAGES = ROOT / "docs" / "images"
SECTIONS = "overview,keyphrases,groups,industries,network"
SIZE = (1280, 4600)
PIECES = ((0, 1330), (3080, 4410))  # what stands side by side in the picture
COLOURS = 64  # enough for text and bars, and a third of the bytes


def main() -> None:
    browser = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    IMAGES.mkdir(exist_ok=True)
    for language in ("en", "zh"):
        with tempfile.TemporaryDirectory() as folder:
            page, shot = Path(folder, "report.html"), Path(folder, "shot.png")
            report = ["policytext", "report", "data/samples", "-o", page, "--language", language, "--quiet"]
            subprocess.run([*report, "--sections", SECTIONS], cwd=ROOT, check=True)
            flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            size = f"--window-size={SIZE[0]},{SIZE[1]}"
            subprocess.run([browser, *flags, size, f"--screenshot={shot}", page.as_uri()], check=True)
            picture = Image.new("RGB", (SIZE[0] * len(PIECES), PIECES[0][1]), "white")
            with Image.open(shot) as whole:
                for at, (top, bottom) in enumerate(PIECES):
                    picture.paste(whole.crop((0, top, SIZE[0], bottom)), (at * SIZE[0], 0))
            small = picture.resize(
                (picture.width * 5 // 8, picture.height * 5 // 8), Image.Resampling.LANCZOS
            )
            small.quantize(COLOURS).save(IMAGES / f"report-{language}.png", optimize=True)


if __name__ == "__main__":
    main()
