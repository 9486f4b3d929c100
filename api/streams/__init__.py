"""Any search as a stream: the same postings as a file, of whatever length, in bounded memory."""
