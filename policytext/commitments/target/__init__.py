"""What numbers are set: figures, the clause around them, the time it speaks of, tables of indicators."""
