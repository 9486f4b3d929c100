"""Keeping an index over the years: derive anew, take down, rebuild, back up, prune."""
