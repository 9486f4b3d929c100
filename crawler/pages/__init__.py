"""What web pages tell: data in their scripts and markup, links, sitemaps, reservations."""
