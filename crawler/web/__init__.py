"""What the web answers, what stands in the way, and the recorded web that stands in for it."""
