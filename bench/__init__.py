"""Every figure that the README quotes, each measured beside a peer in the same run.  ``python -m bench`` runs them all."""
