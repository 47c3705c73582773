"""The day of publication from structured data: schema.org and Baidu in JSON-LD, <time datetime>."""

from __future__ import annotations

from policytext.language.patterns import lazy
from policytext.pagefacts.days import first_day

_SCRIPT = lazy(r"<(?i:script[^<>]*application/ld\+json[^<>]*)>([^<]*)</(?i:script)")
_PUBLISHED = lazy(r'"(?:pubDate|datePublished)"\s*:\s*"([^"]{8,40})"')
_TIME = lazy(r'<(?i:time\s(?:[^<>]*\s)?datetime)="([^"<>]{8,40})"')


def day_published(markup: str) -> str:
    """The day of publication in ISO 8601; "" if a page has none, or those of several articles.

    >>> day_published('<script type="application/ld+json">{"pubDate": "2023-06-08T14:32:00"}</script>')
    '2023-06-08'
    >>> day_published('<time datetime="2023-06-08">8 June</time> <time datetime="2023-06-09">9 June</time>')
    ''
    """
    stated = [day for script in _SCRIPT.findall(markup) for day in _PUBLISHED.findall(script)]
    days = set(map(first_day, stated or _TIME.findall(markup)))
    return days.pop() if len(days) == 1 else ""
