"""The commune's lists come in: earlier titles, then the people of the year."""

import base64

LIST, HISTORY = "danh-sach-2026", "da-cong-nhan-2022-2025"
_FORMS = ("xlsx", "ods", "xls", "csv")


def list_file(data, name):
    """The list of that name in the folder, in a form that lists come in, or None."""
    files = (data / f"{name}.{form}" for form in _FORMS)
    return next((file for file in files if file.is_file()), None)


def read(place, data):
    """The commune's officer reads both workbooks whole."""
    imports = []
    for kind, name in (("recognition", HISTORY), ("assessment", LIST)):
        file = list_file(data, name)
        record = place.as_user("xa")["cdht.import"].create(
            {
                "kind": kind,
                "campaign_id": place.campaign.id,
                "filename": file.name,
                "data_file": base64.b64encode(file.read_bytes()),
            }
        )
        record.action_import()
        if record.state == "failed":
            raise SystemExit(f"{file.name}: {record.issue_ids.message}")
        imports.append(record)
    return imports[1]
