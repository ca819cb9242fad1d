from . import (
    cdht_answer,
    cdht_appraiser,
    cdht_handover,
    cdht_identity_change,
    cdht_officer_setup,
    cdht_own_person,
    cdht_public_address,
    cdht_reason,
    cdht_remind,
    cdht_slip_sheet,
    cdht_transfer,
    mail_compose_message,
)
