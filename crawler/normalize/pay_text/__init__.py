"""Pay in running text: from amounts beside marks of money to ranges that are surely pay.

`numbers` reads one written number; `marks` tells whose money a sign or code is; `amounts` finds
numbers with their marks; `spans` joins the two ends of a range; `lexicon` knows the words of pay
and of what is not; `context` reads the words around a span; `reading` decides. Data flows in that
order only.
"""
