"""Pay in running text: from amounts beside marks of money to ranges that are surely pay.

`anchors` finds where amounts may be; `numbers` reads one written number; `marks` tells whose money
a sign or code is; `amounts` finds numbers with their marks; `spans` joins the two ends of a range;
`lexicon` knows the words of pay and of what is not, `tokens` the phrases; `context` reads the words
around a span; `offers` makes a range of both; `decision` tells which are pay; `gathering` what is
kept of all; `reading` goes that way. Data flows in that order only.
"""
