"""Tests of the room lists."""
