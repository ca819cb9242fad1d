import json
import logging

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.vietnamese_text import fold, normalise

_logger = logging.getLogger(__name__)


class CdhtPlace(models.Model):
    """A commune, ward or special zone of the official list (Quyết định 19/2025/QĐ-TTg),
    found by a few letters where an office is set up.

    The list is that of the package ``vietnam-provinces``; it is read at installation
    and again with each upgrade.
    """

    _name = "cdht.place"
    _description = "Place of the official list"
    _inherit = ["cdht.folded.name"]
    _order = "name, code"

    code = fields.Char(required=True, index=True)
    commune_name = fields.Char(required=True, export_string_translation=False)
    province_name = fields.Char(required=True, export_string_translation=False)
    province_code = fields.Char(required=True, export_string_translation=False)

    _code_uniq = models.Constraint(
        "UNIQUE (code)", "This place is on the list already."
    )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """The places that are called just so come first, those with the accents typed
        before the others; then those in which the words stand side by side."""
        key = fold(name) if isinstance(name, str) else ""
        if operator != "ilike" or not key:
            return super().name_search(name, domain, operator, limit)
        is_called_so = Domain("name_folded", "=like", f"{key}, %") | Domain(
            "name_folded", "=like", f"% {key}, %"
        )
        side_by_side = Domain("name_folded", "like", key)
        found = []
        for nearer in (is_called_so, side_by_side, Domain.TRUE):
            others = Domain("id", "not in", [place_id for place_id, _ in found])
            found += super().name_search(
                name,
                Domain(domain or Domain.TRUE) & nearer & others,
                operator,
                limit and limit - len(found),
            )
            if limit and len(found) >= limit:
                break
        typed = normalise(name).casefold()
        return sorted(
            found,
            key=lambda place: (
                f" {key}, " not in f" {fold(place[1])}",
                typed not in place[1].casefold(),
            ),
        )

    @api.model
    def _load_official_list(self):
        """Bring the table to what the package says; places that are no longer there
        stay, since offices may carry their names."""
        known = {place.code: place for place in self.search([])}
        new = []
        for values in self._official_list():
            place = known.get(values["code"])
            if not place:
                new.append(values)
            elif any(place[name] != value for name, value in values.items()):
                place.write(values)
        self.create(new)

    @api.model
    def _official_list(self):
        """The values of each place; nothing where the package is missing."""
        try:
            from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH as path
        except ImportError:
            _logger.info("vietnam-provinces is not installed: no official list.")
            return
        for province in json.loads(path.read_text(encoding="utf-8")):
            province_name = normalise(province["name"])
            if province["division_type"] == "tỉnh":
                province_name = f"Tỉnh {province_name}"
            # In a sentence: “xã Châu Sơn, tỉnh Lạng Sơn”.
            after = province_name[:1].lower() + province_name[1:]
            for ward in province["wards"]:
                name = normalise(ward["name"])
                yield {
                    "name": f"{name}, {after}",
                    "code": f"{ward['code']:05}",
                    "commune_name": name,
                    "province_name": province_name,
                    "province_code": f"{province['code']:02}",
                }
