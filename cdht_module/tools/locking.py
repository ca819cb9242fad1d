from odoo.exceptions import ConcurrencyError, LockError, UserError


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


def lock_or_retry(records):
    """Hold the rows until the end of this request; busy, the request begins anew.

    For people's own pages: a second tap waits its turn (Odoo repeats the request some
    times after a short while) and then finds what the first one did.
    """
    try:
        records.lock_for_update(allow_referencing=True)
    except LockError as error:
        raise ConcurrencyError("Another request works on these rows.") from error
