"""The documentation shows what the tool prints, and says the same in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pages import DOCS, NOTEBOOK, PAGES, Folder, language_of, rewritten, run_notebook

import policytext


@pytest.fixture(scope="module")
def beside_the_tutorial(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("documentation"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_what_a_page_shows_is_what_is_printed(page: Path, beside_the_tutorial: Folder) -> None:
    """If a change is wanted that fails here: `python -m tests.docs.pages`, and look at the difference."""
    text = page.read_text(encoding="utf-8")
    assert rewritten(text, beside_the_tutorial, language_of(page)) == text


def test_the_notebook_runs_and_shows_what_it_gives(beside_the_tutorial: Folder) -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert run_notebook(notebook, beside_the_tutorial.path) == notebook


@pytest.mark.parametrize("name", ["index", "tutorial", "coming-from", "damage", "scale", "citing"])
def test_both_languages_show_the_same(name: str) -> None:
    english, chinese = (
        re.findall(
            r"^```\w+\n.*?^```", (DOCS / folder / f"{name}.md").read_text(encoding="utf-8"), re.S | re.M
        )
        for folder in (".", "zh")
    )
    own = r"\s*#.*|(?m:^policytext: .*)"  # comments, and messages
    assert [re.sub(own, "", block) for block in english] == [re.sub(own, "", block) for block in chinese]


def test_the_reference_has_every_public_name() -> None:
    page = (DOCS / "reference" / "library.md").read_text(encoding="utf-8")
    listed = re.findall(r"^::: policytext\.(\w+)$", page, re.M)
    assert sorted(listed) == sorted(name for name in policytext.__all__ if not name.startswith("__"))
