"""Quantitative targets: figures, the clause around them, its tense, tables of indicators."""
