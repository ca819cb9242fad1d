def migrate(cr, version):
    """Whether certificates were printed was not noted before: those of titles given by
    decisions that stand count as printed, so that nobody corrects a number behind
    them."""
    cr.execute(
        """
        UPDATE cdht_recognition SET certificate_printed = true
         WHERE decision_id IS NOT NULL;
        UPDATE cdht_commendation SET certificate_printed = true
         WHERE number IS NOT NULL
        """
    )
