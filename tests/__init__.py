"""Proof of what Openings does, through its public faces."""
