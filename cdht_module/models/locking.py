from odoo.exceptions import LockError, UserError


def lock(records, allow_referencing=True):
    """Hold the rows until the end of this move, or say that somebody works there.

    Rows that changed since this request began make it start afresh (Odoo repeats
    it), so that states checked before or after the lock are those that stand.
    ``allow_referencing`` False also keeps away new rows that point to them.
    """
    try:
        records.lock_for_update(allow_referencing=allow_referencing)
    except LockError as error:
        raise UserError(
            records.env._(
                "Somebody else is working on this at the moment. Wait a little and"
                " try again."
            )
        ) from error
