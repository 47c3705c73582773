"""What a page says beside its text is repaired by what its text shows."""

from __future__ import annotations

import pytest

from policytext.document import Document
from policytext.repairs import repair


def _as_latin(text: str) -> str:
    return text.encode("gb18030").decode("latin-1")


TEXT = _as_latin("为了进一步做好节水工作，现将有关事项通知如下，请认真贯彻执行。")


@pytest.mark.parametrize(("before", "source"), [(590, "县办"), (600, "")])
def test_how_much_of_the_text_is_asked(before: int, source: str) -> None:
    page = Document("a", f"{'a' * before}\n{TEXT}", meta={"source_name": _as_latin("县办")})
    assert repair(page).meta == {"source_name": source}


def test_what_is_no_text_of_the_page_stays() -> None:
    meta = {
        "url": "x",
        "year": 2024,
        "备注": _as_latin("县办"),
        "attachments": [{"name": "a.pdf", "href": "b"}],
    }
    assert repair(Document("a", TEXT, meta=meta)).meta == meta


def test_a_fact_that_lost_bytes_is_empty_and_a_file_keeps_its_name() -> None:
    torn = "鐗\ufffd\ufffd\ufffd\ufffd銆\ufffd"
    text = "为了进一步做好节水工作，请认真贯彻执行。".encode().decode("gb18030", "replace")
    meta = {"source_name": torn, "attachments": [{"name": torn, "href": "b"}]}
    found = repair(Document("a", text, meta=meta)).meta
    assert found == {"source_name": "", "attachments": [{"name": torn, "href": "b"}]}
