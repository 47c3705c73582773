"""Names, values and references in a text: people, organisations, places, dates, sums, documents."""
