from . import cdht_reason
from . import mail_compose_message
