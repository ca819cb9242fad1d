# Letters and figures that nobody mistakes for one another on paper.
ALPHABET = "ABCDEFGHJKLMNPQRTUVWXY346789"
