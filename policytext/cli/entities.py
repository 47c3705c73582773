"""policytext entities: named entities, and the relations between them."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from policytext.cli.app import command
from policytext.cli.configuration import settings_of
from policytext.cli.each import run_tables
from policytext.cli.errors import UsageError, check_apart, check_beside
from policytext.cli.options import Dating, Naming, ResumableTableRequest, names_in
from policytext.cli.questions import FIELDS, open_question


@command
def entities(
    request: ResumableTableRequest,
    dating: Dating,
    naming: Naming,
    types: Annotated[
        str | None, "TYPE,TYPE", "Only these types, joined by commas, such as PER,ORG. [default: all]"
    ] = None,
    relations: Annotated[
        bool, "Who holds which post or is proposed for it, issues, cites, chairs, attends, approves."
    ] = False,
    unique: Annotated[bool, "Each thing once a document, with how often it is named."] = False,
    by: Annotated[str | None, "FIELD", f"How often each is named, in each group: {FIELDS}."] = None,
    count: Annotated[
        Literal["text", "type"] | None, "What --by counts: each text or each type. [default: text]"
    ] = None,
    original: Annotated[bool, "Also the offsets in the input as it was read."] = False,
) -> None:
    """People, organisations, places, posts, dates, sums, documents, meetings, industries, programmes;
    with --relations what holds between them instead; with --types TARGET,DUTY what the document
    sets as a number to reach, and who must do what; with --types SELF what it means by 我省 and
    我局; with --by how often each is named, by group.

    Offsets are code points into the cleaned text, which `policytext clean` prints; --original adds
    those into the text as it was read. Documents that were not cleaned yet are cleaned first; --as-is
    takes them as they are.

    \b
    Examples:
      policytext entities page.txt
      policytext entities cleaned.jsonl --types PER,ORG --unique -o people.csv
      policytext entities cleaned.jsonl --types TARGET -o targets.csv
      policytext entities cleaned.jsonl --relations -o relations.csv
      policytext entities cleaned.jsonl --types ORG --by year -o organisations.csv
      policytext clean page.txt | policytext entities --format jsonl
      policytext entities pages --as-of 2025-09-20
    """
    from policytext.tables import TABLES, DocumentTable
    from policytext.tables.entities import ORIGINAL, entity_rows, original_rows, unique_rows

    check_apart(relations=relations, unique=unique, by=by, original=original)
    check_apart(relations=relations, types=types)
    check_beside("--by", by, count=count)
    if by:
        from policytext.corpus.engine import Counts
        from policytext.corpus.entity_counts import ENTITY_COUNTS, count_entities, group_rows
        from policytext.corpus.tally import summed

        settings = naming.settled(settings_of(request))
        level, names = count or "text", settings.names
        work = partial(count_entities, types=_chosen(types), field=by, level=level, names=names)
        with open_question(request, settings, asked="--by") as question, Counts() as counts:
            found = question.each(work, fold=summed, named=by == "id")
            question.answer(ENTITY_COUNTS, group_rows(counts, question.by_field(found, by)))
        return
    if relations:
        table = TABLES["relations"]
    elif original:
        table = DocumentTable(ORIGINAL, partial(original_rows, types=_chosen(types)))
    else:
        rows = partial(unique_rows if unique else entity_rows, types=_chosen(types))
        table = TABLES["unique_entities" if unique else "entities"]._replace(rows=rows)
    run_tables([table], request, dating=dating, naming=naming)


def _chosen(types: str | None) -> tuple[str, ...]:
    """The requested types, all if none was named."""
    from policytext.recognition.model import ON_REQUEST, TYPES

    if types is None:
        return TYPES
    chosen = tuple(name.upper() for name in names_in(types))
    if not chosen or (unknown := sorted(set(chosen) - {*TYPES, *ON_REQUEST})):
        named = f"no entity is of the type {unknown[0]!r}" if chosen else "--types names no type"
        raise UsageError(f"{named}; the types are {', '.join((*TYPES, *ON_REQUEST))}")
    return chosen
