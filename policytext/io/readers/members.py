"""Members of archives and crawls, read by the kind of their name or media type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from policytext.document import LeftOut
from policytext.io.compression import bare_suffix
from policytext.io.errors import Unreadable
from policytext.io.kinds import KINDS, NO_DOCUMENTS, OF_PROGRAMS, kind_of
from policytext.io.readers.origin import Origin, RawDocument
from policytext.language.patterns import lazy

_QUERY = lazy("[?#]")
_NO_PAGE = lazy(r"(?:image|video|audio|font)/|text/css|.*(?:javascript|json)")

NESTED = 2
"""Most levels of nested archives: a mail or a download may contain one; deeper ones are malicious."""


def origin_inside(origin: Origin) -> Origin:
    """The origin of an archive's members. Unreadable if archives are nested too deeply."""
    if origin.depth >= NESTED:
        raise Unreadable(f"is an archive within {NESTED} others")
    return replace(origin, archive=origin.archive or origin.source, depth=origin.depth + 1, named=False)


def member(origin: Origin, name: str, data: bytes) -> RawDocument | LeftOut:
    """A file in an archive: its id is the archive's, followed by its path."""
    path = f"{origin.id}/{name}"
    if ".." in PurePosixPath(name).parts:
        return left_out(origin, path, "leads out of the archive", "outside")
    if any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts):
        return left_out(origin, path, "is hidden", "hidden")
    if PurePosixPath(name).name.lower() in NO_DOCUMENTS:
        return left_out(origin, path, OF_PROGRAMS[1], OF_PROGRAMS[0])
    kind = kind_of(name)
    if kind is None or not kind.in_folders:
        return left_out(origin, path, "is of no kind that is read", bare_suffix(name) or "no suffix")
    return RawDocument(replace(origin, id=path, source=f"{origin.source}/{name}", kind=kind.name), data)


def page(
    origin: Origin,
    url: str,
    media: str,
    data: bytes,
    *,
    charset: str | None = None,
    meta: Mapping[str, Any],
) -> RawDocument | LeftOut:
    """A page of a crawl: its id, source and url are its address; `media` is its media type."""
    kind = next((kind for kind in KINDS.values() if media in kind.media), None) or (
        None if _NO_PAGE.match(media) else kind_of(_QUERY.split(url)[0])
    )
    if (kind is None or not kind.in_folders) and media:
        return left_out(origin, url, f"is {media}, which is not read", media)
    address = {"url": url} if url.startswith(("http://", "https://")) else {}
    named = replace(
        origin,
        id=url,
        source=url,
        kind=kind.name if kind else "",
        declared=charset,
        meta={**origin.meta, **address, **meta},
    )
    return RawDocument(named, data)


def left_out(origin: Origin, id: str, reason: str, group: str) -> LeftOut:
    return LeftOut(origin.archive, f"{id}: {reason}", id=id, group=group)
