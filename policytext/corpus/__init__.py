"""Comparison of many documents: counts, groups, trends, repeated lines, duplicates."""

from __future__ import annotations
