"""Papers of the small commune, printed; reading what a PDF shows and where."""

import io

from pypdf import PdfReader

from odoo.fields import Command

from odoo.addons.cdht_module.report.paper_engine import FONTS

from .common import CommuneCase
from .pdf_layout import page_text, text_lines

REPORT = "cdht_module.report_cdht_decision"


class PaperCase(CommuneCase):
    """Helpers that make a decision and print it."""

    @classmethod
    def make_list(cls, unit=None, size=1, five=0, names=None, **vals):
        """Proposed dossiers of a unit; the first ``five`` for the fifth year;
        ``names``: {place: name} of some."""
        people = cls.make_people(unit, size, **vals)
        for place, name in (names or {}).items():
            people[place].name = name
        for person in people[:five]:
            cls.make_titles(person, range(2022, 2026))
        dossiers = cls.register(people)
        cls.carry(dossiers, "proposed", 9)
        return dossiers

    @classmethod
    def petition(cls, dossiers, **vals):
        """An issued petition of the association about the lists of dossiers."""
        lists = dossiers.proposal_id
        lists.action_receive()
        petition = cls.make_petition(lists, **vals)
        petition.action_issue()
        return petition

    @classmethod
    def decision_on(cls, petition, **vals):
        """A draft decision that answers a petition."""
        return cls.env["cdht.decision"].create(
            {
                "campaign_id": cls.campaign.id,
                "signatory_id": cls.signatory.id,
                "petition_ids": [Command.set(petition.ids)],
                **vals,
            }
        )

    @classmethod
    def print_pdf(cls, records, user=None, report=REPORT):
        """The PDF (bytes) that a user gets from the Print menu."""
        env = cls.env(user=user) if user else cls.env
        reports = env["ir.actions.report"].with_context(force_report_rendering=True)
        return reports._render_qweb_pdf(report, records.ids)[0]

    @classmethod
    def print_text(cls, records, **options):
        """The whole text of the PDF, blanks and line ends as single blanks."""
        pages = PdfReader(io.BytesIO(cls.print_pdf(records, **options))).pages
        return " ".join(map(page_text, pages))


def pieces(page):
    """[(text, x, y)] of the lines of a page: millimetres from its left and top edge."""
    return [(line.text, line.x, line.y) for line in text_lines(page)]


def fonts(reader):
    """The names of all fonts embedded, without the subset's prefix."""
    return {
        font.get_object()["/BaseFont"].lstrip("/").split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }


def foreign_fonts(reader):
    """The names of embedded fonts that are not those of papers."""
    ours = tuple(family.replace(" ", "") for family in FONTS)
    return {name for name in fonts(reader) if not name.startswith(ours)}
