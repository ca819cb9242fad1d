def migrate(cr, version):
    """What is to be confirmed of a criteria set is called as everywhere else."""
    cr.execute(
        "ALTER TABLE cdht_indicator_set RENAME COLUMN wording_status TO to_confirm"
    )
