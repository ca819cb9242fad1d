"""Tests of the room posting."""
