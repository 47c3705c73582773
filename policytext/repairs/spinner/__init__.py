"""Repair of page spinners' damage: readings after characters, doubled marks, torn bytes."""
