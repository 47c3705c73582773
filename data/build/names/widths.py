"""How wide each of the student's tables is, and how often it is hidden while the student learns."""

WIDTHS = {"characters": 48, "pairs": 16, "triples": 8, "words": 32, "tags": 16}
HIDDEN = {"characters": 0.1, "pairs": 0.25, "triples": 0.3, "words": 0.1, "tags": 0.05}
RATES = {"characters": 1e-3, "pairs": 3e-3, "triples": 3e-3, "words": 3e-4, "tags": 3e-3}
