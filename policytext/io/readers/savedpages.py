"""Files that a browser saves with a page (frames, scripts, pictures), in a folder with the page's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from policytext.io.kinds import KINDS, kind_of
from policytext.language.patterns import lazy

GROUP, REASON = "parts of saved pages", "is a part of the saved page {}"
_FOLDER = lazy(r"(?:_files|\.files|_文件)$")  # as browsers and Word call it
_PARTS = ("html", "text", "picture", "json")
"""Kinds that are parts of a page; files of other kinds in such a folder are attachments, and documents."""


def page_of(path: str, exists: Callable[[str], bool]) -> str:
    """The saved page that a file is part of, by their paths; "" for other files.

    >>> page_of("通知_files/frame.html", {"通知.html"}.__contains__)
    '通知.html'
    >>> page_of("通知_files/附件.docx", {"通知.html"}.__contains__)
    ''
    """
    if "/" not in path:
        return ""
    kind = kind_of(path)
    if kind and kind.name not in _PARTS:
        return ""
    for folder in map(str, PurePosixPath(path).parents):
        stem = _FOLDER.sub("", folder)
        pages = (f"{stem}{suffix}" for suffix in KINDS["html"].suffixes if stem != folder)
        if page := next(filter(exists, pages), ""):
            return PurePosixPath(page).name
    return ""
