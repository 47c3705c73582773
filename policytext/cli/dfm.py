"""policytext dfm: a document-feature matrix."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from policytext.cli.app import command
from policytext.cli.each import rows_of, run_tables
from policytext.cli.errors import UsageError
from policytext.cli.options import ResumableTableRequest
from policytext.cli.questions import Words, open_question


@command
def dfm(
    request: ResumableTableRequest,
    words: Words,
    ngrams: Annotated[str, "N", "Sizes of n-grams, such as 1-2 or 2."] = "1",
    min_count: Annotated[int, typer.Option(min=1, help="Leave out features that are rarer.")] = 1,
    min_documents: Annotated[int, typer.Option(min=1, help="Leave out features of fewer documents.")] = 1,
) -> None:
    """-o names a folder (matrix.mtx of Matrix Market, rows.txt and columns.txt with the names of its rows
    and columns) or a file (.csv, .parquet, .jsonl, .xlsx) with a row for each count that is not 0.

    \b
    Examples:
      policytext dfm cleaned.jsonl -o matrix
      policytext dfm cleaned.jsonl --ngrams 1-2 --min-documents 2 -o dfm.csv
    """
    from policytext.corpus.matrix import matrix
    from policytext.corpus.words import DFM, feature_rows, features_of
    from policytext.io.writers.files import is_folder
    from policytext.io.writers.matrix_market import write_matrix

    sizes = _sizes(ngrams)
    result = request.result
    folder = result.output is not None and result.format is None and is_folder(result.output)
    rarer = min_count > 1 or min_documents > 1
    if not (folder or rarer):
        table = rows_of(DFM, partial(feature_rows, cut=words.cut, sizes=sizes))
        run_tables([table], request)
        return
    asked = "--min-count and --min-documents" if rarer else "a matrix in a folder"
    work = partial(features_of, cut=words.cut, sizes=sizes)
    with (
        open_question(request, asked=asked) as question,
        matrix(question.each(work), min_count, min_documents) as found,
    ):
        if folder and result.output:
            write_matrix(result.output, found.documents, found.features, found.size, found.cells())
        else:
            question.answer(DFM, found.rows())


def _sizes(given: str) -> tuple[int, ...]:
    """The sizes of n-grams: 2, or 1-3.

    >>> _sizes("1-3")
    (1, 2, 3)
    """
    first, _, last = given.partition("-")
    if not (
        first.isdecimal() and (last or first).isdecimal() and 0 < int(first) <= int(last or first) <= 9
    ):
        raise UsageError(f"--ngrams takes a size such as 2, or two such as 1-2, from 1 to 9, not {given!r}")
    return tuple(range(int(first), int(last or first) + 1))
