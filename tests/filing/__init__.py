"""Tests of the room filing."""
