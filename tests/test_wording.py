"""What is said in Chinese."""

from __future__ import annotations

from string import Formatter

from policytext.resources import rows


def test_a_translation_keeps_the_places_of_what_is_put_in() -> None:
    for english, chinese in rows("sentences.zh.tsv"):
        names = [
            {name for _, name, _, _ in Formatter().parse(text) if name is not None}
            for text in (english, chinese)
        ]
        assert names[1] <= names[0], english
