"""The same work over many documents: `local` on one machine."""
