"""The programme's clock: what day it is, and what time, where the communes are."""

from datetime import datetime

import pytz

TIME_ZONE = pytz.timezone("Asia/Ho_Chi_Minh")


def today():
    """Today in Vietnam: deadlines are dates there, wherever the server stands."""
    return datetime.now(TIME_ZONE).date()
