"""What a PDF has beside its text is said; damaged ones give a remark or a reason."""

from __future__ import annotations

import io

import pytest
from pdf_maker import make_pdf, pdf_text

from policytext.document import Document, Problem
from policytext.io.read import read

LINES = [
    "关于做好节水工作的通知",
    "各县应当加强管理，认真落实各项要求，不得弄虚作假。",
    "市级主管部门每季度检查一次，结果向社会公布，接受监督。",
]
PAGE = [(90.0, 700.0 - 30 * number, line) for number, line in enumerate(LINES)]
OPINION = (
    "两个乡镇的户数与年报不一致，请业务科室核对后再报。"
    "建议删去第四条关于保证金的表述，改为引用省级文件的规定，以免重复设定义务，加重负担。"
)
PLACE = "/Rect[100 500 300 560]"
PICTURE = (
    "<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Length 64>>"
)
SCANNED = {
    "more": [f"{PICTURE}stream\n{'@' * 64}\nendstream"],
    "drawn": "q 595 0 0 842 0 0 cm /I Do Q\n",
    "resources": "/XObject<</I 901 0 R>>",
}


def reading(raw: bytes) -> tuple[Document | None, list[str], list[str]]:
    """The document, the problems, and what was said of it."""
    said: list[str] = []
    items = list(read(stdin=io.BytesIO(raw), note=said.append))
    found = [item for item in items if isinstance(item, Document)]
    return (found[0] if found else None), [str(it) for it in items if isinstance(it, Problem)], said


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        ("Text", OPINION, "a comment"),
        ("FreeText", "同意，请王晓明牵头办理。", "what is written onto its pages"),
        ("Text", "已核", ""),
        ("Link", OPINION, ""),
    ],
)
def test_notes_on_a_page_are_said(kind: str, written: str, said: str) -> None:
    """Comments of a word or two are not told, as those of Word; what is written as text always."""
    note = f"<</Type/Annot/Subtype/{kind}{PLACE}/DA(/F 12 Tf)/Contents{pdf_text(written)}>>"
    document, problems, notes = reading(make_pdf([PAGE], annotated="/Annots[901 0 R]", more=[note]))
    assert document and not problems
    assert [one["where"] for one in document.meta.get("left_out", [])] == ([said] if said else [])
    assert any(said in words for words in notes) if said else not notes


def test_pages_that_are_a_document_each_keep_what_stands_at_their_edges() -> None:
    """Letterheads, numbers and signatures are no headers and footers, however alike they are."""
    pages = [
        [
            (200.0, 800.0, "青江市水务局文件"),
            (200.0, 740.0, f"青水发〔2024〕{number}号"),
            *PAGE,
            (380.0, 200.0, "青江市水务局"),
            (380.0, 170.0, "2024年5月6日"),
        ]
        for number in (3, 4, 5)
    ]
    document, _, _ = reading(make_pdf(pages))
    assert document
    assert document.text.count("青江市水务局文件\n青水发〔2024〕") == len(pages)
    assert document.text.count("青江市水务局\n2024年5月6日") == len(pages)


def test_who_wrote_a_report_and_its_number_are_a_footer_and_a_header() -> None:
    """On each page, where the text goes on below them: no document is signed so."""
    pages = [
        [
            (200.0, 800.0, "青江市水务局文件"),
            (200.0, 770.0, "青水发〔2024〕3号"),
            *PAGE,
            (90.0, 300.0, f"各县应当加强领导，落实责任，第{number}季度起按月报送进"),
            (380.0, 200.0, "青江市水务局"),
            (380.0, 170.0, "2024年5月6日"),
        ]
        for number in (1, 2, 3, 4)
    ]
    document, _, _ = reading(make_pdf(pages))
    assert document
    assert "青江市水务局" not in document.text


def test_filled_in_fields_are_kept_beside_the_text() -> None:
    fields = [
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T{pdf_text(name)}/V{pdf_text(value)}{PLACE}>>"
        for name, value in (("申请单位", "甲乙有限公司"), ("电话", ""))
    ]
    form = "/AcroForm<</Fields[901 0 R 902 0 R]/DA(/F 0 Tf)>>"
    document, _, notes = reading(
        make_pdf([PAGE], catalog=form, annotated="/Annots[901 0 R 902 0 R]", more=fields)
    )
    assert document and document.meta["filled_in"] == {"申请单位": "甲乙有限公司"}
    assert any("is a form" in words for words in notes)


@pytest.mark.parametrize(
    ("catalog", "more", "said"),
    [
        (
            "/Names<</EmbeddedFiles<</Names[(a) 901 0 R]>>>>",
            [
                f"<</Type/Filespec/F(a)/UF{pdf_text('附件1.docx')}/EF<</F 902 0 R>>>>",
                "<</Length 1>>stream\na\nendstream",
            ],
            "files attached to it are not read (附件1.docx)",
        ),
        (
            "/OCProperties<</OCGs[901 0 R]/D<</OFF[901 0 R]>>>>",
            ["<</Type/OCG/Name(a)>>"],
            "layers that are not shown",
        ),
        ("/OCProperties<</OCGs[901 0 R]/D<</ON[901 0 R]>>>>", ["<</Type/OCG/Name(a)>>"], ""),
    ],
)
def test_files_and_hidden_layers_are_said(catalog: str, more: list[str], said: str) -> None:
    _, problems, notes = reading(make_pdf([PAGE], catalog=catalog, more=more))
    assert not problems
    assert any(said in words for words in notes) if said else not notes


@pytest.mark.usefixtures("without_ocr")
@pytest.mark.parametrize(
    ("pages", "problem", "said"),
    [
        ([[(400.0, 20.0, "由扫描程序创建")]] * 3, "pages 1 to 3 are pictures", ""),
        ([[(290.0, 20.0, str(number))] for number in range(3)], "pages 1 to 3 are pictures", ""),
        ([[], PAGE, PAGE, [], []], "pages 1, 4-5 are pictures", ""),
        ([[(200.0, 500.0, "统计年鉴")], PAGE], "", "page 1 is a picture with hardly any text beside it"),
        ([PAGE, PAGE], "", ""),
    ],
)
def test_pages_that_are_pictures_with_a_mark(
    pages: list[list[tuple[float, float, str]]], problem: str, said: str
) -> None:
    """A mark, a number or a title over a picture does not make the page one of text."""
    _, problems, notes = reading(make_pdf([*map(tuple, pages)], **SCANNED))
    assert [problem in words for words in problems] == ([True] if problem else [])
    assert [said in words for words in notes] == ([True] if said else [])


@pytest.mark.usefixtures("without_ocr")
def test_a_page_scanned_as_strips_is_a_picture() -> None:
    strips = "".join(f"q 595 0 0 280 0 {y} cm /I Do Q\n" for y in (0, 280, 560))
    _, problems, _ = reading(make_pdf([[(290.0, 20.0, "7")]], **{**SCANNED, "drawn": strips}))
    assert any("page 1 is a picture" in words for words in problems)


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nothing were installed that recognises pictures."""
    from policytext.io.readers import pdf, sandbox

    def none(*_: object) -> None:
        raise ImportError(name="rapidocr")

    monkeypatch.setattr(pdf, "recognised", none)
    monkeypatch.setattr(sandbox, "here", True)


WHOLE = make_pdf([PAGE] * 9)


@pytest.mark.parametrize(
    "raw",
    [
        WHOLE[:9],
        WHOLE[: len(WHOLE) // 2],
        WHOLE.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 2 0 R"),
        make_pdf([[], []]),
        WHOLE.replace(b"startxref\n", b"startxref\n9"),
        WHOLE[:2000] + WHOLE[2600:],
    ],
)
def test_damaged_ones_are_told(raw: bytes) -> None:
    document, problems, notes = reading(raw)
    assert problems or notes
    assert all("\n" not in words for words in problems)
    assert document is None or "节水" in document.text
