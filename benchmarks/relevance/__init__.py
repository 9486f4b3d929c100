"""How good the order of a search is: judged queries over invented postings and real recordings."""
