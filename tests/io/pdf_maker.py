"""A PDF of lines of Chinese at given places, as small as it can be: no font inside, text as UCS-2."""

from __future__ import annotations

from collections.abc import Sequence

Placed = tuple[float, float, str]  # x and y of the baseline in points, and the text, 16 points high
SIZE = 16.0
MORE = 901


def make_pdf(
    pages: Sequence[Sequence[Placed]],
    catalog: str = "",
    annotated: str = "",
    more: Sequence[str] = (),
    drawn: str = "",
    resources: str = "",
) -> bytes:
    """A PDF. `catalog`, `annotated` and `resources` are further entries of the catalog, of pages and of
    their resources, `more` the objects that they refer to, from 901 on; `drawn` is drawn on every page."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog.encode(),
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>",
    ]
    for n, page in enumerate(pages):
        shown = b"".join(
            b"BT /F 16 Tf %g %g Td <%s> Tj ET\n" % (x, y, text.encode("utf-16-be").hex().encode())
            for x, y, text in page
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s"
            b"/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%s>>>>"
            % (annotated.encode(), 7 + 2 * n, resources.encode())
        )
        shown += drawn.encode()
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(shown), shown))
    body = b"%PDF-1.4\n"
    table = b""
    numbered = [
        *enumerate(objects, 1),
        *((number, one.encode("latin-1")) for number, one in enumerate(more, MORE)),
    ]
    for number, content in numbered:
        table += b"%d 1\n%010d 00000 n \n" % (number, len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return (
        body
        + b"xref\n0 1\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, numbered[-1][0] + 1, len(body))
    )


def pdf_text(text: str) -> str:
    """A text as entries of a PDF write it."""
    return f"<feff{text.encode('utf-16-be').hex()}>"
