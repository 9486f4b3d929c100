"""One opening, many ads: which postings are the same opening, and which are copies of an ad.

Pure: `ad` holds what is compared, `employer`, `title` and `text` compare its parts, `match` two
ads, `opening` joins ads and `relations` says what each is to the others. `employers`, `reader` and
`grouping` are the pass over the index.
"""
