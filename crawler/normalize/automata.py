"""Searching a text for many words at once, by Aho-Corasick."""

from ahocorasick_rs import AhoCorasick


def matches(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """What is found in a text: which word, where it begins and ends.

    A text may hold halves of surrogate pairs (an emoji that a program cut), which the library
    refuses: each is read as one question mark, so that places stay what they are.
    """
    try:
        return automaton.find_matches_as_indexes(text)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(text.encode("utf-8", "replace").decode())
