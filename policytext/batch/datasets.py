"""A text step as a function for `datasets.Dataset.map` (https://github.com/huggingface/datasets).

    from datasets import load_dataset
    from policytext.batch.datasets import cleaned

    pages = load_dataset("json", data_files="pages.jsonl", split="train")
    pages = pages.map(cleaned, batched=True, num_proc=4)

Of other settings: `partial(cleaned, step="normalize", settings=Settings(to="taiwan"))`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policytext.batch.attempt import attempt
from policytext.batch.work import Work, unchanged
from policytext.document import Document, Problem
from policytext.io.readers.markup import as_page
from policytext.io.records import to_record
from policytext.pipeline import PARTS
from policytext.settings import Settings


def cleaned(
    batch: Mapping[str, Sequence[Any]],
    step: str = "clean",
    settings: Settings = Settings(),
    text: str = "text",
    title: str = "title",
) -> dict[str, list[str]]:
    """Map a batch of columns: the text and the title after `step`, verdict, edits and facts.

    HTML is read as the page that it is.

    `verdict` is a string, `edits` is JSON (a list from which `restore` makes the original text), `facts` is
    JSON of the page's own metadata; `problem` is empty, or says why a text was not changed. The types of
    columns are the same in every batch.

    >>> made = cleaned({"text": ["推進(jìn)產(chǎn)業(yè)發(fā)展。", None]})
    >>> made["text"], made["verdict"], made["problem"]
    (['推进产业发展。', ''], ['repaired', ''], ['', 'has no text'])
    >>> cleaned({"text": ["<p>各区要抓好春季森林防火，<b>严防死守</b>，落实值班制度。</p>"]})["text"]
    ['各区要抓好春季森林防火，严防死守，落实值班制度。']
    """
    work = Work(unchanged, PARTS[step], settings)
    titles = batch[title] if title in batch else [""] * len(batch[text])
    rows = [_row(work, written, str(head or "")) for written, head in zip(batch[text], titles, strict=True)]
    names = (text, title, "verdict", "edits", "facts", "problem")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _row(work: Work[Document], written: Any, title: str) -> tuple[str, ...]:
    if not isinstance(written, str):
        return "", title, "", "[]", "{}", "has no text"
    document = as_page(Document("-", written, title=title))
    [result] = attempt(work, document, limit=work.settings.timeout)
    if isinstance(result, Problem):
        return written, title, "", "[]", "{}", result.reason
    done = result[0]
    record = to_record(done, work.settings.edits)
    edits, facts = _json(record.get("edits", [])), _json(done.meta)
    return done.text, done.title, str(done.verdict or ""), edits, facts, ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
