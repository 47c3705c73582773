"""The names that a library user imports."""

from __future__ import annotations

import re
import warnings
from html import unescape
from pathlib import Path

import pytest
from cases import read_cases

import policytext


def test_functions_take_plain_text() -> None:
    from policytext import clean, entities, header, keywords, normalize, repair, strip

    text = "某市人民政府关于推进低空经济发展的通知\n某政发〔2026〕3号\n各区人民政府：\n加快发展低空经济。\n"
    assert all(step(text).text == text for step in (repair, normalize, strip, clean))
    assert header(text).doc_number == "某政发〔2026〕3号"
    assert "低空经济" in [found.keyword for found in keywords(text)]
    assert "DOCNO" in {found.type for found in entities(text)}


@pytest.mark.parametrize(("call", "error"), read_cases(__file__, "wrong_arguments.json").items())
def test_a_wrong_argument_is_said_in_one_sentence(call: str, error: list[str]) -> None:
    kind, says = error
    with pytest.raises({"TypeError": TypeError, "ValueError": ValueError}[kind]) as caught:
        eval(call, {"policytext": policytext})
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corpus_takes_one_term_and_says_what_it_is() -> None:
    corpus = policytext.Corpus(["发展低空经济。", "低空经济，低空经济。"])
    assert corpus.terms("低空经济")["count"].tolist() == [3]
    assert repr(corpus) == "<Corpus of 2 documents>"


def test_dir_lists_what_is_public() -> None:
    assert {name for name in dir(policytext) if not name.startswith("__")} == {
        name for name in policytext.__all__ if not name.startswith("__")
    }


def test_read_says_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于印发", encoding="utf-8")
    (tmp_path / "b.rar").write_bytes(b"Rar!")
    (tmp_path / "c.jsonl").write_text('{"text": "加快发展"}\n{"no', encoding="utf-8")
    problems: list[policytext.Problem] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        texts = [document.text for document in policytext.read(tmp_path, problems=problems)]
    assert texts == ["关于印发", "加快发展"]
    assert len(problems) == 2
    with pytest.warns(UserWarning) as told:
        assert len(list(policytext.read(str(tmp_path)))) == 2
    assert [str(warning.message).partition(":")[0] for warning in told] == ["left out", "not read"]


def test_a_notebook_shows_a_document_with_its_repairs_and_names_and_nothing_runs() -> None:
    document = policytext.clean("李明華副市長(zhǎng)推進(jìn)規(guī)?；瘧?yīng)用<script>x()</script>。")
    shown = document._repr_html_()
    assert "<script" not in shown
    assert "byte-slips" in shown
    assert 'title="PER"' in shown
    visible = re.sub(
        r"<[^>]*>", "", shown.partition("<pre")[2].partition(">")[2].replace(">·</del>", "></del>")
    )
    assert unescape(visible) == document.text


def test_a_long_document_has_a_short_repr() -> None:
    document = policytext.Document("page.txt", "加快发展\n" * 5000)
    assert len(repr(document)) < 120
    assert "more characters" in document._repr_html_()
    assert len(document._repr_html_()) < 60_000


def test_the_rows_of_a_frame_are_documents_and_not_its_columns() -> None:
    import pandas

    frame = pandas.DataFrame(
        {
            "标题": ["关于节水的通知", None, "关于防火的通知"],
            "正文": ["青江市要节水。", "青江市要防火。", float("nan")],
            "发布日期": pandas.to_datetime(["2024-05-01", None, "2024-06-01"]),
        }
    )
    with pytest.warns(UserWarning, match="not read: row 2: record has no text in field '正文'"):
        corpus = policytext.Corpus(frame)
    assert [(one.id, one.title, one.text, one.meta.get("date_published")) for one in corpus] == [
        ("0", "关于节水的通知", "青江市要节水。", "2024-05-01"),
        ("1", "", "青江市要防火。", None),
    ]
    assert len(policytext.Corpus(frame[:2].to_dict("records"))) == 2
    found = policytext.to_frame("entities", frame[:2])
    assert found["doc_id"].unique().tolist() == ["0", "1"]
    with pytest.raises(ValueError, match=r"no field with text .*: rename the column"):
        policytext.Corpus(frame[["标题"]])
    with pytest.raises(TypeError, match="not DataFrame"):
        policytext.clean(frame)


def test_documents_of_pandas_are_called_as_its_index_calls_them() -> None:
    """What comes back is joined by it; labels that stand twice name nothing."""
    import pandas

    texts = pandas.Series(["青江市要节水。", None, "青江市要防火。"], index=["甲", "乙", "丙"])
    with pytest.warns(UserWarning, match="not read: row 乙: no text"):
        found = policytext.to_frame("documents", texts)
    assert found.set_index("id")["characters"].to_dict() == {"甲": 7, "丙": 7}
    frame = pandas.DataFrame({"text": texts.dropna(), "id": ["x", "y"]})
    assert [one.id for one in policytext.Corpus(frame)] == ["x", "y"]
    with pytest.warns(UserWarning, match="labels of the index stand twice"):
        twice = policytext.Corpus(pandas.concat([texts[:1], texts[:1]]))
    assert [one.id for one in twice] == ["1", "2"]


def test_the_name_of_a_file_as_text_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于印发实施方案的通知", "utf-8")
    with pytest.warns(UserWarning, match="is the name of a file"):
        assert policytext.clean(str(tmp_path / "通知.txt")).text
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert policytext.clean("见 www.example.cn").text
