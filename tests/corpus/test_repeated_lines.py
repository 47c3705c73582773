"""Lines that stand on many pages of a site go; what offices write again and again stays."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.corpus.repeated_lines import LineCounts, repeated_lines, strip_repeated
from policytext.document import Document
from policytext.revision import restore
from policytext.settings import Settings

HEAD = "海州市人民政府门户网站\n市长的话\n数说海州\n海州旅游"
FOOT = "海州发布矩阵\n公众号二维码"


def pages(count: int = 20, host: str = "www.haizhou.example") -> Iterator[Document]:
    for n in range(count):
        body = (
            f"关于第{n}号事项的通知\n各县（市、区）人民政府：\n第{n}号事项已经市政府同意，请认真落实。\n特此通知。\n"
            f"海州市人民政府办公室\n2024年3月{n + 1}日"
        )
        yield Document(str(n), f"{HEAD}\n{body}\n{FOOT}", source=f"https://{host}/{n}.html")


def test_template_goes_and_formulas_stay() -> None:
    counts = repeated_lines(pages())
    for n, document in enumerate(pages()):
        stripped = strip_repeated(document, counts)
        assert stripped.text.startswith(f"关于第{n}号事项的通知\n各县（市、区）人民政府：\n")
        assert stripped.text.endswith(f"特此通知。\n海州市人民政府办公室\n2024年3月{n + 1}日")
        assert {edit.rule for edit in stripped.edits} == {"repeated-line"}
        assert restore(stripped).text == document.text


def test_lines_are_counted_by_site() -> None:
    counts = repeated_lines([*pages(), *pages(1, "other.example")])
    stranger = next(pages(1, "other.example"))
    assert strip_repeated(stranger, counts) is stranger


def test_pages_of_a_table_are_of_the_site_in_their_addresses() -> None:
    few = [replace(page, source="a.jsonl", meta={"url": page.source}) for page in pages(6)]
    address = "https://other.example/{}"
    others = [Document(str(n), f"第{n}号", meta={"url": address.format(n)}) for n in range(40)]
    assert HEAD not in strip_repeated(few[0], repeated_lines([*few, *others])).text


@pytest.mark.parametrize(("count", "goes"), [(3, False), (4, True)])
def test_few_pages_show_nothing(count: int, goes: bool) -> None:
    documents = list(pages(count))
    counts = repeated_lines(documents)
    assert all((strip_repeated(document, counts) is not document) is goes for document in documents)


@pytest.mark.parametrize(("marked", "goes"), [(7, False), (8, True)])
def test_a_line_goes_that_a_fifth_of_the_pages_have(marked: int, goes: bool) -> None:
    section = "专题专栏集锦"
    shown = [
        replace(page, text=f"{section}\n{page.text}") if n < marked else page
        for n, page in enumerate(pages(40))
    ]
    stripped = strip_repeated(shown[0], repeated_lines(shown))
    assert (section in stripped.text) is not goes


def test_the_rule_can_be_off() -> None:
    counts = repeated_lines(pages())
    document = next(pages())
    off = Settings(off=frozenset({"repeated-line"}))
    assert strip_repeated(document, counts, settings=off) is document


def test_counts_travel_to_other_processes() -> None:
    counts = pickle.loads(pickle.dumps(repeated_lines(pages())))
    assert strip_repeated(next(pages()), counts).text.startswith("关于第0号事项的通知")


@given(st.lists(st.sampled_from("abcdefgh"), max_size=300), st.integers(1, 40))
def test_counting_is_bounded_and_errs_by_little(letters: list[str], capacity: int) -> None:
    counts = LineCounts(capacity)
    for n, letter in enumerate(letters):
        counts.add(Document(str(n), f"{letter}\n只此一处{n}"))
    seen = 2 * len(letters)
    for letter in set(letters):
        true = letters.count(letter)
        assert true - seen / capacity <= counts.pages_with("", letter) <= true


def stripped(lines: list[str]) -> str:
    documents = [Document(str(n), "\n".join([*lines, f"第{n}号事项办结"])) for n in range(20)]
    return strip_repeated(documents[0], repeated_lines(documents)).text


def test_formulas_go_with_three_lines_of_furniture_around_them() -> None:
    assert stripped(["海州政务网", "政策法规", "特此通知。"]) == "特此通知。\n第0号事项办结"
    assert stripped(["海州政务网", "政策法规", "特此通知。", "关闭窗口"]) == "第0号事项办结"


def test_paragraphs_are_not_counted() -> None:
    assert stripped(["网" * 300]) == "第0号事项办结"
    assert stripped(["网" * 301]) == "网" * 301 + "\n第0号事项办结"
