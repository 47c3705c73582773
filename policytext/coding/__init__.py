"""Dictionary coding: categories of terms and patterns, applied sentence by sentence."""
