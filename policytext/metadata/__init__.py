"""The document's own facts: title, number, issuer, dates, place, genre, source."""
