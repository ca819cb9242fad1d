def uninstall_hook(env):
    """Drop the add-on's foreign keys before Odoo deletes its data.

    Odoo deletes the add-on's records of data (stages, criteria) one by one and the
    tables last. What people entered points to those records, and each refusal would
    be an error in the host's log.
    """
    env["ir.model.constraint"].search(
        [("module.name", "=", "cdht_module"), ("type", "=", "f")]
    ).unlink()
    # Types of activities are data too; the host's table of activities points there.
    types = env["ir.model.data"].search(
        [("module", "=", "cdht_module"), ("model", "=", "mail.activity.type")]
    )
    env["mail.activity"].with_context(active_test=False).search(
        [("activity_type_id", "in", types.mapped("res_id"))]
    ).unlink()
