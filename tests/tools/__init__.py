"""Tests of plain Python."""
