"""POST: posts and titles of officials and experts."""

from __future__ import annotations

import re
from functools import cache

from policytext.language.reading import Reading
from policytext.recognition.model import Entity, longest_first
from policytext.resources import either, rows


@cache
def _pattern() -> re.Pattern[str]:
    names = either(row[0] for row in rows("posts.tsv"))
    return re.compile(rf"(?:常务|第一|代理?|原|执行|名誉|候补)?副?(?:{names})")


def posts(reading: Reading) -> list[Entity]:
    """Posts of officials: 省委书记, 副厅长, 党组书记.

    >>> [post.text for post in posts(Reading("市委常委、副市长陈某出席"))]
    ['市委常委', '副市长']
    """
    return longest_first(
        Entity(*match.span(), match[0], "POST", match[0])
        for match in _pattern().finditer(reading.text)
        if match.end() in reading.ending or match.start() in reading.starting
    )
