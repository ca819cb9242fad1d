"""2027, so that every screen has something to show; not part of the summary."""


def open_next_year(place, data):
    """Dossiers in every state before recognition, and each paper on its way."""
