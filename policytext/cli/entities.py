"""policytext entities: who, where, when, how much, which documents, and what holds between them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from policytext.cli.app import app
from policytext.cli.guard import UsageError
from policytext.cli.options import AsIs, Dating, Result, Source, Steps, command
from policytext.cli.run import run_tables


@command(app)
def entities(
    source: Source,
    result: Result,
    steps: Steps,
    as_is: AsIs,
    dating: Dating,
    types: Annotated[
        str | None, typer.Option(help="Only these types, joined by commas, such as PER,ORG. [default: all]")
    ] = None,
    relations: Annotated[
        bool,
        typer.Option("--relations", help="Who holds which post, issues, cites, chairs, approves."),
    ] = False,
    unique: Annotated[
        bool, typer.Option("--unique", help="Each thing once a document, with how often it is named.")
    ] = False,
) -> None:
    """Find who, where, when, how much, which document.

    People, organisations, places, posts, dates, sums, documents, meetings, industries, programmes;
    with --relations what holds between them instead; with --types TARGET,DUTY what the document
    sets as a number to reach, and who must do what.

    Offsets are code points into the cleaned text, which `policytext clean` prints. Documents that
    were not cleaned yet are cleaned first; --as-is takes them as they are.

    \b
    Examples:
      policytext entities page.txt
      policytext entities cleaned.jsonl --types PER,ORG --unique -o people.csv
      policytext entities cleaned.jsonl --types TARGET -o targets.csv
      policytext entities cleaned.jsonl --relations -o relations.csv
      policytext clean page.txt | policytext entities --format jsonl
      policytext entities pages --as-of 2025-09-20
    """
    from policytext.tables import TABLES
    from policytext.tables.entities import entity_rows, unique_rows

    if relations and (types or unique):
        raise UsageError("--relations goes with neither --types nor --unique")
    if relations:
        table = TABLES["relations"]
    else:
        rows = partial(unique_rows if unique else entity_rows, types=_chosen(types))
        table = TABLES["unique_entities" if unique else "entities"]._replace(rows=rows)
    run_tables([table], source, result, steps, as_is, dating)


def _chosen(types: str | None) -> tuple[str, ...]:
    """The types asked for, all where none was."""
    from policytext.recognition.model import ON_REQUEST, TYPES

    if types is None:
        return TYPES
    chosen = tuple(kind.strip().upper() for kind in types.split(",") if kind.strip())
    if not chosen or (unknown := sorted(set(chosen) - {*TYPES, *ON_REQUEST})):
        named = f"no entity is of the type {unknown[0]!r}" if chosen else "--types names no type"
        raise UsageError(f"{named}; the types are {', '.join((*TYPES, *ON_REQUEST))}")
    return chosen
