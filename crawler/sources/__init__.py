"""One file for each applicant tracking system (ATS): where to ask and how to map."""
