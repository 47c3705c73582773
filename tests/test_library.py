"""The names that a library user imports."""

from __future__ import annotations

import inspect

import policytext
import policytext.pipeline  # loads the packages that bear the names of functions


def test_every_public_name_is_there_and_is_no_package() -> None:
    assert not [name for name in policytext.__all__ if inspect.ismodule(getattr(policytext, name))]


def test_functions_take_plain_text() -> None:
    from policytext import clean, entities, header, keywords, normalize, repair, strip

    text = "某市人民政府关于推进低空经济发展的通知\n某政发〔2026〕3号\n各区人民政府：\n加快发展低空经济。\n"
    assert all(step(text).text == text for step in (repair, normalize, strip, clean))
    assert header(text).doc_number == "某政发〔2026〕3号"
    assert "低空经济" in [found.keyword for found in keywords(text)]
    assert "DOCNO" in {found.type for found in entities(text)}
