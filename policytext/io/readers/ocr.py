"""OCR of pages (RapidOCR with the PP-OCR models that it includes; nothing is downloaded), and of pictures
of pages (.png, .jpg, .tif …)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.origin import Origin
from policytext.io.readers.pagelayout import Line
from policytext.io.readers.reflow import set_text

DOUBTFUL = 0.8
"""Mean confidence of a page below which there is also a Problem: clean scans have .95 and more."""


def read(raw: bytes, origin: Origin) -> Iterator[Document | Problem]:
    """The text in a picture, or in each of its pages; `meta` has the confidence as `ocr`."""
    import numpy
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            frames = ImageSequence.Iterator(picture)
            pages = [recognised(numpy.array(frame.convert("RGB"))) for frame in frames]
    except UnidentifiedImageError:
        raise Unreadable("no text: this is no picture, or one of no known form") from None
    except (OSError, Image.DecompressionBombError) as error:
        raise Unreadable(f"no text: this picture is damaged, or of no known form ({error})") from None
    text = set_text([lines for lines, _ in pages]).text
    if not text.strip():
        raise Unreadable("no text was recognised in this picture")
    sure = [(number, confidence) for number, (_, confidence) in enumerate(pages, 1)]
    yield Document(origin.id, text, origin.source, meta={**marked(sure), **origin.meta})
    yield from doubtful(origin, sure)


def recognised(picture: Any, scale: float = 1.0) -> tuple[list[Line], float]:
    """The lines in a picture (an array of pixels), and their confidence, from 0 to 1.

    Places are from the lower left corner, `scale` pixels to a point. Raises ImportError without the
    extra `ocr`.
    """
    found = _engine()(picture)
    if found.boxes is None or not len(found.txts):
        return [], 1.0
    pairs = zip(found.boxes, found.txts, strict=True)
    lines = [_line(box, text, picture.shape[0], scale) for box, text in pairs]
    characters = sum(map(len, found.txts))
    sure = sum(score * len(text) for score, text in zip(found.scores, found.txts, strict=True))
    return lines, round(sure / max(1, characters), 3)


def doubtful(origin: Origin, sure: Sequence[tuple[int, float]]) -> Iterator[Problem]:
    """Problems with recognised pages, given by number and confidence."""
    for number, confidence in sure:
        if confidence < DOUBTFUL:
            yield origin.problem(
                f"page {number} was recognised with confidence {confidence}: check it against the picture"
            )


def marked(sure: Sequence[tuple[int, float]]) -> dict[str, Any]:
    """The fields of `meta` on recognised pages.

    >>> marked([(2, 0.97)])
    {'ocr': [{'page': 2, 'confidence': 0.97}]}
    """
    return {"ocr": [{"page": number, "confidence": sure} for number, sure in sure]} if sure else {}


def _line(box: Sequence[Sequence[float]], text: str, height: int, scale: float) -> Line:
    left, right = (float(edge(x for x, _ in box)) / scale for edge in (min, max))
    top, bottom = (float(edge(y for _, y in box)) / scale for edge in (min, max))
    return Line(text, left, right, height / scale - bottom, bottom - top)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})
