"""The rules of the strip step: why a line of a page is not part of its article."""

from __future__ import annotations

from policytext.revision import Rule

RULES: tuple[Rule, ...] = (
    Rule("publication", "furniture", "date, source, credits: moved to the metadata"),
    Rule("interaction", "furniture", "buttons, counters, comments, sharing"),
    Rule("navigation", "furniture", "menus, breadcrumbs and whatever stands before the headline"),
    Rule("related", "furniture", "other articles: related news, hot lists, abstracts, previous and next"),
    Rule("footer", "furniture", "copyright, registration numbers, contacts of the site, friendly links"),
    Rule("spam", "furniture", "search words and link farms that intruders put on a page"),
    Rule("repeated-title", "furniture", "a headline that the page shows twice"),
    Rule(
        "repeated-line",
        "furniture",
        "heads and feet of printed pages; in whole crawls lines that repeat over a site's pages",
    ),
    Rule("no-article", "furniture", "the page seems to hold no article: left as it is"),
    Rule("run-together", "furniture", "a page copied without any blank: its furniture stays in the text"),
    Rule("doubtful-lines", "furniture", "lines that stay below a document and may be its page's"),
    Rule("pictures", "furniture", "a headline and hardly any text: the article may be pictures or a file"),
)
PUBLICATION, INTERACTION, NAVIGATION, RELATED, FOOTER, SPAM = RULES[:6]
REPEATED_TITLE, REPEATED_LINE, NO_ARTICLE, RUN_TOGETHER, DOUBTFUL, PICTURES = RULES[6:]
