"""The same work applied to many documents: `local` on one machine."""
