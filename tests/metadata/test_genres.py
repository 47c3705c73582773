"""The list of genres is closed: each has one definition, and nothing else comes out."""

from __future__ import annotations

from policytext.resources import rows


def test_each_genre_is_defined_once() -> None:
    table = [(word, genre, *definition) for word, genre, *definition in rows("genres.tsv")]
    defined = [row[1] for row in table if len(row) == 3]
    assert sorted(defined) == sorted({row[1] for row in table})
