"""The rules of the strip step: why a line of a page is not part of its article."""

from __future__ import annotations

from policytext.revision import Rule

PUBLICATION = Rule("publication", "furniture", "date, source, credits: moved to the metadata")
INTERACTION = Rule("interaction", "furniture", "buttons, counters, comments, sharing")
NAVIGATION = Rule("navigation", "furniture", "menus, breadcrumbs and whatever stands before the headline")
RELATED = Rule(
    "related", "furniture", "other articles: related news, hot lists, abstracts, previous and next"
)
FOOTER = Rule(
    "footer", "furniture", "copyright, registration numbers, contacts of the site, friendly links"
)
SPAM = Rule("spam", "furniture", "search words and link farms that intruders put on a page")
REPEATED_TITLE = Rule("repeated-title", "furniture", "a headline that the page shows twice")
REPEATED_LINE = Rule(
    "repeated-line",
    "furniture",
    "heads and feet of printed pages; in whole crawls lines that repeat over a site's pages",
)
NO_ARTICLE = Rule("no-article", "furniture", "the page seems to hold no article: left as it is")
PICTURES = Rule(
    "pictures", "furniture", "a headline and hardly any text: the article may be pictures or a file"
)

RULES: tuple[Rule, ...] = (
    PUBLICATION,
    INTERACTION,
    NAVIGATION,
    RELATED,
    FOOTER,
    SPAM,
    REPEATED_TITLE,
    REPEATED_LINE,
    NO_ARTICLE,
    PICTURES,
)
