"""What `make` calls: set-up, databases, demo, tests, gates. Standard library only."""
