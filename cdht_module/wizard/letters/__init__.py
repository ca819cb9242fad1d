from . import cdht_remind
