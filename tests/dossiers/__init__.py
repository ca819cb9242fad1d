"""Tests of the room dossiers."""
