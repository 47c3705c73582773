"""A word cloud, on request. Needs wordcloud (extra `cloud`) and a Chinese font."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from policytext.corpus.comparison import corpus_rows
from policytext.report.evidence import Term
from policytext.report.sections import Material
from policytext.report.view import Command, Content, Picture

TOP = 80
WIDTH, HEIGHT = 960, 420
COLOURS = 6
BASELINE = 0.86  # of the height of a Chinese font, above its baseline
FONTS = (
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf", "msyh.ttc", "simhei.ttf", "simsun.ttc", "PingFang.ttc",
    "Hiragino Sans GB.ttc", "STHeiti Medium.ttc",
)  # fmt: skip
"""Files of Chinese fonts on Linux, Windows and macOS; Pillow knows the folders."""


class FontError(ValueError):
    """The given font cannot be used."""


def cloud(material: Material) -> Iterator[Content]:
    """The top keyphrases, sized by score; ModuleNotFoundError without wordcloud."""
    words = material.words
    yield Command(f"keywords --corpus --top {TOP}")
    found = corpus_rows(material.phrases.together, TOP, material.phrases.scores)
    rows = {row["keyword"]: row for row in found}
    font = found_font(material.font) if rows else None
    if font is None:
        yield words("no_font" if rows else "no_keyphrases")
        return
    yield words("cloud_about")
    texts = []
    for at, (name, size, x, y) in enumerate(
        _laid_out({term: row["score"] for term, row in rows.items()}, font)
    ):
        link = material.evidence.ask(name, Term(name), rows[name]["count"], rows[name]["documents"])
        texts.append(
            f'<a href="#{link}" class="k{at % COLOURS}"><text x="{x}" y="{y + BASELINE * size:.0f}" '
            f'style="font-size:{size}px">{escape(name)}</text></a>'
        )
    drawing = Markup(
        f'<svg class="cloud" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" '
        f'aria-label="{escape(words("cloud"))}">{"".join(texts)}</svg>'
    )
    yield Picture(words("cloud"), drawing)


def found_font(named: str = "") -> str | None:
    """The file of a font: the given one, else a Chinese one of the system. Raises FontError."""
    _library()
    from PIL import ImageFont

    for name in (named,) if named else FONTS:
        try:
            return str(ImageFont.truetype(name, 12).path)
        except OSError as error:
            if named:
                raise FontError(f"{named}: no font that can be read ({error})") from None
    return None


def _laid_out(scores: dict[str, float], font: str) -> list[tuple[str, int, int, int]]:
    """Each phrase with its size and its upper left corner; deterministic."""
    made = _library()(
        font_path=font, width=WIDTH, height=HEIGHT, prefer_horizontal=1.0, random_state=1, max_words=TOP,
        relative_scaling=0.6, max_font_size=84, min_font_size=12, margin=4,
    ).generate_from_frequencies(scores)  # fmt: skip
    return [(name, size, x, y) for (name, _), size, (y, x), _, _ in made.layout_]


def _library() -> Any:
    try:
        from wordcloud import WordCloud
    except ImportError:
        raise ModuleNotFoundError('a word cloud needs wordcloud: pip install "policytext[cloud]"') from None
    return WordCloud
