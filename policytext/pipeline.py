"""The text steps: clean is repair, then normalize, then strip. A step is Document -> Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, overload

from policytext.boilerplate import RULES as STRIP_RULES
from policytext.boilerplate import strip
from policytext.document import Document
from policytext.normalization.step import RULES as NORMALIZE_RULES
from policytext.normalization.step import normalize
from policytext.repairs import RULES as REPAIR_RULES
from policytext.repairs import repair
from policytext.revision import Rule
from policytext.settings import Settings

if TYPE_CHECKING:
    import pandas

Step = Callable[[Document, Settings], Document]

RULES: tuple[Rule, ...] = (*REPAIR_RULES, *NORMALIZE_RULES, *STRIP_RULES)


@overload
def clean(document: str | Document, settings: Settings = ...) -> Document: ...
@overload
def clean(document: pandas.Series[Any], settings: Settings = ...) -> pandas.Series[Any]: ...


def clean(
    document: str | Document | pandas.Series[Any], settings: Settings = Settings()
) -> Document | pandas.Series[Any]:
    """The text as it was published: repaired, in the wanted script, without the page around it.

    Repair comes first: script conversion and width folding destroy the bytes that prove what
    a damaged character was.

    >>> clean("推進(jìn)產(chǎn)業(yè),、科學(xué)發(fā)展。").text
    '推进产业、科学发展。'

    A string of HTML is read as the page that it is.

    >>> clean("<p class=x>各区要抓好春季森林防火，压实责任，<b>严防死守</b>，落实值班制度。</p>").text
    '各区要抓好春季森林防火，压实责任，严防死守，落实值班制度。'

    Of a pandas Series of texts it gives the Series of their cleaned texts; what is missing stays so.
    `series.map(clean)` gives the documents, with edits and verdicts. TypeError for what is no text.

    >>> import pandas
    >>> clean(pandas.Series(["產(chǎn)業(yè)發(fā)展", None], index=["a", "b"])).dropna()
    a    产业发展
    dtype: str
    """
    if hasattr(document, "map") and not hasattr(document, "columns"):
        return document.map(lambda text: clean(text, settings).text, na_action="ignore")
    made = Document.of(document)
    if isinstance(document, str) and "<" in document:
        from policytext.io.readers.markup import as_page  # parsing costs, few need it

        made = as_page(made)
    return strip(normalize(repair(made, settings), settings), settings)


PARTS: Mapping[str, tuple[str, ...]] = {
    "clean": ("repair", "normalize", "strip"),
    "repair": ("repair",),
    "normalize": ("normalize",),
    "strip": ("strip",),
}
"""The steps of each command, in order."""

STEPS: Mapping[str, Step] = {"clean": clean, "repair": repair, "normalize": normalize, "strip": strip}
