"""Pictures of pages (.png, .jpg, .tif …), read by OCR."""

from __future__ import annotations

import io
from collections.abc import Iterator

from policytext.document import Document, Problem
from policytext.io.errors import Unreadable
from policytext.io.readers.ocr import doubtful, marked, recognised
from policytext.io.readers.origin import Origin
from policytext.io.readers.reflow import set_text


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
