"""The year's file, as the commune's officer makes and takes it."""


def write(place, path, keep):
    """Make the file of the year and write its archive to ``path``; ``keep`` is called
    around the scheduler's turn: it and we see only what the other has kept."""
    campaign = place.as_user("xa")["cdht.campaign"].browse(place.campaign.id)
    made = campaign.action_make_year_file()
    file = campaign.env["cdht.year.file"].browse(made["res_id"])
    keep()
    place.env.ref("cdht_module.cron_print_batch").method_direct_trigger()
    keep()
    file.invalidate_recordset()
    with path.open("wb") as stream:
        file._write_archive(stream)
