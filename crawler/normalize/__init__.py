"""Pure functions from what sources say to what a job posting holds: no I/O, no Scrapy."""
