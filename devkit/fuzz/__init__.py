"""Random calls by every role, and what none of them may change (`make fuzz`)."""
