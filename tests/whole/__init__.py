"""Tests of what holds over many rooms: rights, reach, words, years."""
