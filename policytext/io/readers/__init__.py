"""From bytes to documents: finding and opening once, then one file for each kind of input."""
