"""A folder with a sparse matrix in Matrix Market format, and the names of its rows and columns.

The format (Boisvert, Pozo and Remington 1996, NISTIR 5935) is read by R's `Matrix::readMM` and SciPy's
`mmread`, and so by quanteda and scikit-learn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from policytext.io.writers.descriptor import claimed, describe
from policytext.io.writers.files import replacing

MATRIX, ROWS, COLUMNS = "matrix.mtx", "rows.txt", "columns.txt"


def write_matrix(
    folder: Path,
    rows: Sequence[str],
    columns: Sequence[str],
    size: int,
    cells: Iterable[tuple[int, int, int]],
) -> None:
    """Write `size` cells, each a row, a column (both from 0) and a count; the names one a line.

    Files are replaced only when all are complete, and only those that policytext wrote.
    """
    with claimed(folder, (MATRIX, ROWS, COLUMNS)) as outdated:
        with (
            replacing(folder / MATRIX) as matrix,
            replacing(folder / ROWS) as row_names,
            replacing(folder / COLUMNS) as column_names,
        ):
            for path, names in ((row_names, rows), (column_names, columns)):
                path.write_text("".join(f"{_line(name)}\n" for name in names), "utf-8", newline="\n")
            with matrix.open("w", encoding="ascii", newline="\n") as file:
                file.write("%%MatrixMarket matrix coordinate integer general\n")
                file.write(f"{len(rows)} {len(columns)} {size}\n")
                file.writelines(f"{row + 1} {column + 1} {count}\n" for row, column, count in cells)
        resources = [{"name": name.partition(".")[0], "path": name} for name in (MATRIX, ROWS, COLUMNS)]
        describe(folder, "data-package", resources, outdated)


def _line(name: str) -> str:
    """A name on one line of its own.

    >>> _line("a\\nb")
    'a b'
    """
    return " ".join(name.encode("utf-8", "replace").decode().splitlines())
