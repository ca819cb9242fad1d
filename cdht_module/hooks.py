def uninstall_hook(env):
    """Drop the add-on's foreign keys before Odoo deletes its data.

    Odoo deletes the add-on's records of data (stages, criteria) one by one and the
    tables last. What people entered points to those records, and each refusal would
    be an error in the host's log.
    """
    env["ir.model.constraint"].search(
        [("module.name", "=", "cdht_module"), ("type", "=", "f")]
    ).unlink()
