"""Papers of 2,000 people: ours, from records to PDF, against WeasyPrint alone.

Our side is all that the Print menu does: reading the people, QWeb, the blocks, the
check of the font, the PDF (Typst, whose own share is told as well). The other side gets
the finished HTML with its style for paged media and writes the same kind of PDF
(PDF/A-3a). Ours is run three times and the median counts, since other work on the
machine comes and goes; WeasyPrint, which takes minutes, once.
"""

import time
from datetime import date
from statistics import median

from odoo.fields import Command

from odoo.addons.cdht_module.report import paper_engine

PEOPLE = 2000
CERTIFICATES = 1000
ROUNDS = 3
YEAR = 2026
DECISION = "cdht_module.report_cdht_decision"
CERTIFICATE = "cdht_module.report_cdht_certificate"


def run(env):
    """Print raw seconds, then the ratios (aim: at most 0.25)."""
    env["ir.config_parameter"].set_param(
        "cdht_module.public_url", "https://mau.example"
    )
    decision = _decision(env)
    # A draft: what is printed for signature is kept and would be printed only once.
    _compare(env, "pdf_vs_engine", DECISION, decision)
    for model in ("cdht.authority", "cdht.paper.default", "cdht.indicator.set"):
        env[model].search([]).to_confirm = False
    decision.action_submit()
    decision.write({"number": "1", "date": f"{YEAR}-12-10"})
    decision.action_issue()
    decision.action_number_certificates()
    titles = decision.recognition_ids[:CERTIFICATES]
    _compare(env, "certificates_vs_engine", CERTIFICATE, titles)


def _compare(env, name, report, records):
    """Ours and the engine on the same paper; the ratio of their seconds."""
    env.flush_all()
    paper_engine.check_font()  # once a server's life
    reports = env["ir.actions.report"].with_context(force_report_rendering=True)
    ours, typst = [], []
    for _round in range(ROUNDS):
        env.invalidate_all()
        seconds, pdf = _timed(lambda: reports._render_qweb_pdf(report, records.ids)[0])
        ours.append(seconds)
        html = reports._render_qweb_html(report, records.ids)[0].decode()
        typst.append(_timed(lambda html=html: _typst(html))[0])
    engine, bare = _timed(lambda: _weasyprint(html))
    people = len(records) if len(records) > 1 else PEOPLE
    print(f"{name}: {people} people, {len(html)} letters of HTML")
    print(f"  ours       {_list(ours)} s, {len(pdf)} bytes")
    print(f"  of it PDF  {_list(typst)} s")
    print(f"  WeasyPrint {engine:.2f} s, {len(bare)} bytes")
    print(f"{name} {median(ours) / engine:.2f}")


def _typst(html):
    return paper_engine.html_to_pdf(html, date(YEAR, 12, 31))


def _weasyprint(html):
    from weasyprint import HTML

    return HTML(string=html).write_pdf(pdf_variant="pdf/a-3a")


def _timed(function):
    start = time.perf_counter()
    result = function()
    return time.perf_counter() - start, result


def _list(seconds):
    return " ".join(f"{value:.2f}" for value in seconds)


def _decision(env):
    """A draft decision on an invented commune of seven villages."""
    Unit = env["cdht.unit"]
    commune = Unit.create({"name": "Xã Mẫu", "unit_type": "commune"})
    villages = Unit.create(
        [
            {"name": f"Thôn Mẫu {i}", "parent_id": commune.id, "sequence": i}
            for i in range(1, 8)
        ]
    )
    people = env["cdht.citizen"].create(
        [
            {
                "name": f"Hoàng Thị Mẫu {i}",
                "birth_year": 1950 + i % 50,
                "unit_id": villages[i % 7].id,
            }
            for i in range(PEOPLE)
        ]
    )
    env["cdht.recognition"].create(
        [
            {"citizen_id": person.id, "year": year, "unit_id": person.unit_id.id}
            for person in people[::12]
            for year in range(YEAR - 4, YEAR)
        ]
    )
    campaign = env["cdht.campaign"].create({"unit_id": commune.id, "year": YEAR})
    campaign.action_open()
    dossiers = campaign.action_register(people.ids)
    dossiers.line_ids.write({"self_score": 9})
    dossiers.action_submit()
    dossiers.action_fill_appraised()
    dossiers.action_appraise()
    campaign.proposal_ids.write(
        {
            "meeting_date": f"{YEAR}-11-20",
            "meeting_place": "Nhà văn hóa",
            "meeting_chair": "Lý Văn Mẫu",
            "meeting_secretary": "Vi Thị Mẫu",
            "meeting_present": 9,
            "meeting_total": 10,
        }
    )
    campaign.proposal_ids.action_submit()
    campaign.proposal_ids.action_receive()
    signatory = env["cdht.signatory"].create(
        {"name": "Nguyễn Văn Mẫu", "unit_id": commune.id, "post": "Chủ tịch"}
    )
    return env["cdht.decision"].create(
        {
            "campaign_id": campaign.id,
            "signatory_id": signatory.id,
            "assessment_ids": [Command.set(dossiers.ids)],
        }
    )
