import base64
import json
from datetime import datetime

from odoo import api, fields, models

from odoo.addons.cdht_module.tools import limited_child
from odoo.addons.cdht_module.tools.clock import TIME_ZONE
from odoo.addons.cdht_module.tools.limited_child import MEGABYTE

# Of a scan (Nghị định 30/2020, Phụ lục I, phần II, mục I: văn bản số hóa).
LEAST_DPI = 200


class CdhtSignedCopy(models.Model):
    """A signed paper or a scan that was attached, the earlier ones too; who reads the
    record reads them. What the file says of itself is read once, in a child process:
    pages, resolution, digital signatures."""

    _name = "cdht.signed.copy"
    _description = "Attached signed copy"
    _inherit = "cdht.kept.file"

    is_current = fields.Boolean(string="In force", default=True)
    page_count = fields.Integer(string="Pages", aggregator=None)
    dpi = fields.Integer(string="Dots an inch", aggregator=None)
    reading = fields.Json(string="What the file says")
    signature_text = fields.Text(string="Signatures", compute="_compute_reading")
    reading_warning = fields.Text(string="To look at", compute="_compute_reading")

    _one_in_force = models.UniqueIndex("(res_model, res_id) WHERE is_current")
    _beside = "cdht.signed"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, **_looked_at(vals)} for vals in vals_list])

    def action_read(self):
        """Look at the file once more: it is from before signatures were read, or the
        server was busy then."""
        self._cdht_one()
        self.check_access("read")
        # sudo: move: nobody writes copies by hand; what is kept is what the file says
        copy = self.sudo().with_context(bin_size=False)
        copy.write(_looked_at({"file": copy.file}))

    @api.depends("reading", "dpi")
    @api.depends_context("lang")
    def _compute_reading(self):
        for copy in self:
            reading = copy.reading or {}
            signatures = reading.get("signatures") or []
            lines = [copy._signature_line(one) for one in signatures]
            none = self.env._("No digital signature was found in this file.")
            if not copy.reading or copy.reading.keys() & {"unread", "error"}:
                none = self.env._("Digital signatures were not read.")
            copy.signature_text = "\n".join(lines) or none
            copy.reading_warning = "\n".join(copy._warnings(reading)) or False

    def _signature_line(self, signature):
        """Who, when, and whether it is what was signed; never that it is trusted."""
        verdicts = {
            "intact": self.env._("intact: the file is as it was signed"),
            "added": self.env._(
                "what was signed is intact, something was added afterwards"
            ),
            "altered": self.env._("altered after it was signed"),
        }
        time = self.env._("no time given")
        if signature.get("time"):
            moment = datetime.fromisoformat(signature["time"]).astimezone(TIME_ZONE)
            time = moment.strftime("%H:%M %d/%m/%Y")
        names = [signature.get("signer"), signature.get("organisation")]
        return self.env._(
            "%(names)s; %(time)s; %(verdict)s; the certificate was not checked",
            names=", ".join(filter(None, names)) or self.env._("No name"),
            time=time,
            verdict=verdicts.get(
                signature.get("verdict"), self.env._("cannot be judged here")
            ),
        )

    def _warnings(self, reading):
        verdicts = {one.get("verdict") for one in reading.get("signatures") or []}
        if "altered" in verdicts:
            yield self.env._(
                "The file was altered after it was signed: ask for the signed file"
                " anew."
            )
        if self.dpi and self.dpi < LEAST_DPI:
            yield self.env._(
                "The scan has %(dpi)s dots an inch; a scanned paper needs %(least)s"
                " (Decree 30/2020). Scan it again.",
                dpi=self.dpi,
                least=LEAST_DPI,
            )
        if reading.get("unread") == "library":
            yield self.env._(
                "The file has digital signatures. They are not read here: the server"
                " lacks the Python package “pyhanko”."
            )
        elif reading.get("unread") or reading.get("error"):
            yield self.env._(
                "What is in this file could not be read. Press “Read again”, or look at"
                " it in the programme by which it was signed."
            )


def _looked_at(vals):
    """What a copy's file says of itself, as values of its fields."""
    content = base64.b64decode(vals.get("file") or b"")
    try:
        said = limited_child.run(
            "signed_pdf:look", content, memory=768 * MEGABYTE, seconds=15
        )
        reading = json.loads(said)
    except limited_child.ChildError as error:
        return {"reading": {"error": error.code}}
    return {
        "page_count": reading.pop("pages", 0),
        "dpi": reading.pop("dpi", 0) or 0,
        "reading": reading,
    }
