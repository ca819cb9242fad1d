"""Slips and forms with a code of one village, for its people with a phone."""

import base64

from odoo.fields import Command

ADDRESS = "https://chau-son.example"
FORMS = 3


def write(place, campaign, out):
    """Write invitation slips, and forms of ``campaign`` with codes, into ``out``."""
    _print_own_certificate(place)
    window = place.as_user("admin")["cdht.public.address"].create({"address": ADDRESS})
    window.action_confirm()
    chapter = place.as_user("thon")
    village = [("unit_id", "=", place.units["na-van"].id)]
    people = chapter["cdht.citizen"].search(village)
    sheet = chapter["cdht.slip.sheet"].browse(people.action_invite()["res_id"])
    (out / "phieu-moi.pdf").write_bytes(base64.b64decode(sheet.pdf))
    sheet.action_done()
    forms = chapter["cdht.assessment"].search(
        [*village, ("campaign_id", "=", campaign.id), ("state", "=", "registered")],
        limit=FORMS,
    )
    action = forms.action_print_form_with_code()
    reports = chapter["ir.actions.report"]
    content, _type = reports._render_qweb_pdf(action["report_name"], forms.ids)
    (out / "phieu-tu-danh-gia-co-ma.pdf").write_bytes(content)


def give_citizen_login(place, password):
    """A portal login for somebody of the lists, made by the administrator."""
    citizen = place.as_user("xa")["cdht.citizen"].search(
        [("unit_id", "=", place.units["na-van"].id)], limit=1
    )
    user = place.env["res.users"].create(
        {
            "login": "congdan",
            "name": citizen.name,
            "password": password,
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "group_ids": [
                Command.set(
                    [
                        place.env.ref("base.group_portal").id,
                        place.env.ref("cdht_module.group_cdht_citizen").id,
                    ]
                )
            ],
        }
    )
    citizen.partner_id = user.partner_id
    place.users["congdan"] = user


def _print_own_certificate(place):
    """Whoever logs in as a citizen finds their certificate."""
    office = place.as_user("xa")
    person = place.users["congdan"].partner_id
    title = office["cdht.recognition"].search(
        [("partner_id", "=", person.id), ("year", "=", place.campaign.year)]
    )
    report = "cdht_module.certificate_paper"
    office["ir.actions.report"]._render_qweb_pdf(report, title.ids)
