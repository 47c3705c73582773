"""A corpus from Python, and its commands."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas
import pytest
from commandline import Shell

from policytext import Corpus, Document
from policytext.analysis import Analysis
from policytext.corpus.fields import value

TEXTS = {
    "2022": "壮大海洋牧场。海洋牧场增产。",
    "2023": "壮大低空经济。低空经济增长。",
    "2024": "低空经济起飞。壮大低空经济。",
}
DOCUMENTS = [
    Document(
        f"{year}-{n}", text, meta={"city": "甲" if year == "2022" else "乙", "date": f"{year}-0{n}-01"}
    )
    for year, text in TEXTS.items()
    for n in (1, 2, 3)
]


def test_keywords_of_all_of_groups_and_over_time() -> None:
    corpus = Corpus(DOCUMENTS)
    assert len(corpus) == 9
    assert corpus.keywords(2)[["keyword", "count"]].values.tolist() == [["低空经济", 12], ["海洋牧场", 6]]
    groups = corpus.distinctive("city", 1)
    assert groups[["group", "keyword", "count", "elsewhere"]].values.tolist() == [
        ["乙", "低空经济", 12, 0],
        ["甲", "海洋牧场", 6, 0],
    ]
    assert ((groups["p"] > 0) & (groups["p"] < 0.1)).all()
    trends = corpus.trends("year").set_index(["keyword", "period"])
    assert trends.loc["低空经济", "count"].tolist() == [0, 6, 6]
    assert (trends.loc["低空经济", "slope"] > 0).all()
    assert (trends.loc["海洋牧场", "last"] == "2022").all()


def test_words_are_listed_by_how_often_a_search_finds_them() -> None:
    corpus = Corpus([*DOCUMENTS, "壮大海洋经济，并且在海洋。", "国民经济。" * 9])
    found = corpus.keywords(9, of="words").set_index("keyword")
    texts = [document.text for document in corpus]
    assert found.index[0] == "经济"  # in 国民经济 too, as it is found there
    assert "并且" not in found.index
    assert [*found["count"]] == sorted((sum(t.count(w) for t in texts) for w in found.index), reverse=True)
    groups = corpus.distinctive("city", 1, of="words")
    assert "海洋" in groups[groups["group"] == "甲"]["keyword"].tolist()


def test_quarters_and_months_are_periods() -> None:
    corpus = Corpus(DOCUMENTS)
    assert corpus.terms(["低空经济"], by="quarter")["group"].tolist() == ["2022-Q1", "2023-Q1", "2024-Q1"]
    assert len(corpus.terms(["低空经济"], by="month")) == 9


def test_frames_are_typed_and_wide_ones_have_a_column_a_group() -> None:
    corpus = Corpus(DOCUMENTS)
    frame = corpus.terms(["低空经济", "未来"], by="city")
    assert [str(kind) for kind in frame.dtypes] == [
        "string",
        "string",
        "Int64",
        "Int64",
        "Float64",
        "Float64",
    ]
    wide = corpus.terms(["低空经济", "未来"], by="city", wide=True)
    assert wide.to_dict("records") == [
        {"term": "低空经济", "乙": 12, "甲": 0},
        {"term": "未来", "乙": 0, "甲": 0},
    ]


def test_matrices_are_sparse_and_features_can_be_left_out() -> None:
    frame = Corpus(DOCUMENTS).dfm(least_documents=9)
    assert list(frame.columns) == ["壮大"]
    assert isinstance(frame.dtypes["壮大"], pandas.SparseDtype)
    assert "低空_经济" in Corpus(DOCUMENTS).dfm(sizes=(2,)).columns


def test_own_words_are_one_and_stop_words_none(tmp_path: Path) -> None:
    lexicon, stops = tmp_path / "lexicon.txt", tmp_path / "stops.txt"
    lexicon.write_text("低空经济 10 n\n", encoding="utf-8")
    stops.write_text("发展\n", encoding="utf-8")
    words = Corpus(["发展低空经济。"]).tokens(str(lexicon), str(stops))
    assert words[["word", "start", "end", "tag"]].values.tolist() == [["低空经济", 2, 6, "n"]]


def test_a_concordance_takes_a_pattern_a_window_a_sentence_and_an_order() -> None:
    corpus = Corpus(["发展低空经济。扶持海洋牧场，发展旅游。", "低空起飞。"])

    def shown(*term: str, **how: Any) -> list[list[str]]:
        rows: list[list[str]] = corpus.kwic(term, **how)[["left", "term", "right"]].values.tolist()
        return rows

    assert [term for _, term, _ in shown(pattern="[低海].")] == ["低空", "海洋", "低空"]
    assert shown("发展", window=2) == [["", "发展", "低空"], ["场，", "发展", "旅游"]]
    assert shown("海洋", sentence=True) == [["扶持", "海洋", "牧场，发展旅游。"]]
    assert [right for *_, right in shown("低空", window=1, order="right")] == ["经", "起"]
    assert [left for left, *_ in shown("发展", window=1, order="left")] == ["", "，"]


def test_matrices_leave_out_rare_features_and_stop_words(tmp_path: Path) -> None:
    stops = tmp_path / "stops.txt"
    stops.write_text("壮大\n", encoding="utf-8")
    corpus = Corpus(DOCUMENTS)
    assert list(corpus.dfm(least=12).columns) == ["低空", "经济"]
    assert set(corpus.dfm().columns) - set(corpus.dfm(stopwords=str(stops)).columns) == {"壮大"}


@pytest.mark.parametrize("measure", ["log-odds", "log-likelihood", "chi-square"])
def test_groups_are_set_apart_by_the_measure_that_is_asked_for(measure: Any) -> None:
    rows = Corpus(DOCUMENTS).distinctive("city", 5, measure=measure)
    of = {"log-odds": "score", "log-likelihood": "log_likelihood", "chi-square": "chi_square"}[measure]
    for _, group in rows.groupby("group"):
        assert group[of].tolist() == sorted(group[of], reverse=True)


def test_province_and_place_come_from_the_header() -> None:
    page = Document(
        "a", "浙江省人民政府关于节水的通知\n浙政发〔2024〕3号\n各市：\n略。\n浙江省人民政府\n2024年5月6日"
    )
    assert value(Analysis(page), "province") == "浙江省"
    assert value(Analysis(page), "quarter") == "2024-Q2"


def records(folder: Path) -> Path:
    path = folder / "corpus.jsonl"
    lines = [{"id": d.id, "text": d.text, **d.meta} for d in DOCUMENTS] + [
        {"id": "x", "text": "低空经济。"}
    ]
    path.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    return path


def table(shell: Shell, line: str) -> list[dict[str, str]]:
    done = shell(line)
    assert done.returncode == 0, done.stderr.decode()
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def test_terms_command(shell: Shell, folder: Path) -> None:
    records(folder)
    rows = table(shell, "policytext terms corpus.jsonl --as-is --term 低空经济 --by year --jobs 2")
    assert [(row["group"], row["count"]) for row in rows] == [
        ("", "1"),
        ("2022", "0"),
        ("2023", "6"),
        ("2024", "6"),
    ]
    assert (
        "1 of 10 documents have no 'year'"
        in shell("policytext terms corpus.jsonl --term 低空经济 --by year").stderr.decode()
    )
    wide = table(shell, "policytext terms corpus.jsonl --as-is --term 低空经济 --by year --wide")
    assert wide == [{"term": "低空经济", "(none)": "1", "2022": "0", "2023": "6", "2024": "6"}]


def test_keywords_of_all_are_ranked_as_in_python(shell: Shell, folder: Path) -> None:
    records(folder)
    found = Corpus([*DOCUMENTS, Document("x", "低空经济。")]).keywords()
    rows = table(shell, "policytext keywords corpus.jsonl --as-is --corpus")
    scores = [[row["keyword"], float(row["score"])] for row in rows]
    assert scores == found[["keyword", "score"]].values.tolist()


def test_kwic_command(shell: Shell, folder: Path) -> None:
    records(folder)
    rows = table(shell, "policytext kwic corpus.jsonl --as-is --term 低空经济 --window 2 --sort left")
    assert len(rows) == 13
    assert set(rows[0]) == {"doc_id", "date", "start", "left", "term", "right"}
    assert [row["left"] for row in rows] == sorted(
        (row["left"] for row in rows), key=lambda left: left[::-1]
    )


def test_trends_are_counted_in_many_processes(shell: Shell, folder: Path) -> None:
    records(folder)
    one, two = (
        table(shell, f"policytext keywords corpus.jsonl --as-is --trend year --jobs {jobs}")
        for jobs in (1, 2)
    )
    assert one == two
    assert {row["period"] for row in one} == {"2022", "2023", "2024"}


def test_dfm_command_writes_what_others_read(shell: Shell, folder: Path) -> None:
    records(folder)
    assert shell("policytext dfm corpus.jsonl --as-is --min-documents 2 -o matrix").returncode == 0
    matrix = (folder / "matrix" / "matrix.mtx").read_text().splitlines()
    rows = (folder / "matrix" / "rows.txt").read_text(encoding="utf-8").splitlines()
    columns = (folder / "matrix" / "columns.txt").read_text(encoding="utf-8").splitlines()
    assert matrix[0] == "%%MatrixMarket matrix coordinate integer general"
    assert matrix[1].split() == [str(len(rows)), str(len(columns)), str(len(matrix) - 2)]
    cells = [tuple(map(int, line.split())) for line in matrix[2:]]
    texts = {document.id: document.text for document in DOCUMENTS} | {"x": "低空经济。"}
    assert all(texts[rows[r - 1]].count(columns[c - 1]) == n for r, c, n in cells)
