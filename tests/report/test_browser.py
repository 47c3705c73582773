"""The page of a report in Chromium, where it is asked for: POLICYTEXT_BROWSER=1 pytest tests/report."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from made_corpus import notices, page_of
from report.browser import check

pytestmark = pytest.mark.skipif(
    not os.environ.get("POLICYTEXT_BROWSER"), reason="takes a Chromium: set POLICYTEXT_BROWSER=1"
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_works_in_a_browser(language: str, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(page_of(notices(), language=language), encoding="utf-8")
    assert check(page) == []
