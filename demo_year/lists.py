"""The commune's lists come in: earlier titles, then the people of the year."""

import base64

LIST_FILE = "danh-sach-2026.xlsx"
HISTORY_FILE = "da-cong-nhan-2022-2025.xlsx"


def read(place, data):
    """The commune's officer reads both workbooks whole."""
    imports = []
    for kind, filename in (("recognition", HISTORY_FILE), ("assessment", LIST_FILE)):
        record = place.as_user("xa")["cdht.import"].create(
            {
                "kind": kind,
                "campaign_id": place.campaign.id,
                "filename": filename,
                "data_file": base64.b64encode((data / filename).read_bytes()),
            }
        )
        record.action_import()
        if record.state == "failed":
            raise SystemExit(f"{filename}: {record.issue_ids.message}")
        imports.append(record)
    return imports[1]
