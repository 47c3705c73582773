"""One function applied to many documents: `local` on one machine, `ray` on a cluster."""
