"""An office that runs Odoo for other things, and how it looks from outside.

    run(env, steps, file)

run by `devkit.launch`: `furnish` makes the office's data, `look` writes to ``file``
(JSON) what it shows, `use` makes data of the add-on, `uninstall` removes the add-on.
"""

import base64
import json
import re
from pathlib import Path

from odoo.fields import Command

MY_ADDON = "cdht_module"
PREFIX = "cdht."
SUPPLIER, CLERK = "guest_supplier", "guest_clerk"


def run(env, steps, file=None):
    """Carry out one step or several (“look,use”); see above."""
    for step in steps.split(","):
        result = globals()[step](env)
        env.cr.commit()
        if step == "look":
            Path(file).write_text(json.dumps(result, ensure_ascii=False, indent=1))


def furnish(env):
    """Two companies, an employee, a supplier with a portal login, an invoice."""
    second = env["res.company"].create({"name": "Công ty Hai"})
    clerk = env["res.users"].create(
        {
            "login": CLERK,
            "name": "Nhân viên Mẫu",
            "group_ids": [Command.set(env.ref("base.group_user").ids)],
            "company_ids": [Command.set((env.company | second).ids)],
        }
    )
    env["hr.employee"].create({"name": clerk.name, "user_id": clerk.id})
    supplier = env["res.users"].create(
        {
            "login": SUPPLIER,
            "name": "Nhà cung cấp Mẫu",
            "email": "supplier@example.com",
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    env["account.chart.template"].try_loading(
        "generic_coa", company=env.company, install_demo=False
    )
    line = {"name": "Sổ tay", "quantity": 3, "price_unit": 25.0}
    for move_type in ("out_invoice", "in_invoice"):
        move = env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": supplier.partner_id.id,
                "invoice_date": "2026-01-15",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
    project = env["project.project"].create(
        {"name": "Dự án Mẫu", "privacy_visibility": "portal"}
    )
    project.message_subscribe(supplier.partner_id.ids)


def look(env):
    """What an office would notice, had it changed overnight."""
    return {
        "menus": _menus(env),
        "groups": _groups(env),
        "access": _lines(env, "ir.model.access", "model_id.model", "name",
                         "group_id.full_name", "perm_read", "perm_write",
                         "perm_create", "perm_unlink", "active"),
        "rules": _lines(env, "ir.rule", "model_id.model", "name", "domain_force",
                        "groups.full_name", "perm_read", "perm_write", "perm_create",
                        "perm_unlink", "active"),
        "crons": _lines(env, "ir.cron", "model_id.model", "name", "code",
                        "interval_number", "interval_type", "active"),
        "invoice": _invoice(env),
        "my": _my(env),
        "faults": _faults(env),
        "left": _left(env),
    }  # fmt: skip


def use(env):
    """A little of the add-on's own data, so that removing it means something."""
    commune = env["cdht.unit"].create({"name": "Xã Mẫu", "unit_type": "commune"})
    village = env["cdht.unit"].create({"name": "Thôn Một", "parent_id": commune.id})
    commune.user_ids = env["res.users"].search([("login", "=", CLERK)])
    supplier = env["res.users"].search([("login", "=", SUPPLIER)])
    person = env["cdht.citizen"].create(
        {
            "name": "Người Mẫu",
            "unit_id": village.id,
            "partner_id": supplier.partner_id.id,
        }
    )
    campaign = env["cdht.campaign"].create({"unit_id": commune.id, "year": 2026})
    campaign.action_open()
    dossier = campaign.action_register(person.ids)
    dossier.line_ids.write({"self_score": 8})
    dossier.action_submit()
    file = base64.b64encode(b"no workbook")
    env["cdht.import"].create(
        {"campaign_id": campaign.id, "data_file": file}
    ).action_import()


def uninstall(env):
    """Remove the add-on, as the button in the list of apps does."""
    module = env["ir.module.module"].search([("name", "=", MY_ADDON)])
    module.button_immediate_uninstall()


def _menus(env):
    """The whole menu of an internal user without further rights."""
    user = env["res.users"].search([("login", "=", CLERK)])
    menus = env(user=user.id, su=False)["ir.ui.menu"].load_menus(False)
    return sorted(f"{key} {menu['name']}" for key, menu in menus.items())


def _groups(env):
    """What every internal and every portal user is."""
    kinds = ("base.group_user", "base.group_portal", "base.group_public")
    return {kind: sorted(env.ref(kind).all_implied_ids.mapped("full_name"))
            for kind in kinds}  # fmt: skip


def _lines(env, model, *fields):
    """Settings about other add-ons' models, a line each."""
    records = env[model].with_context(active_test=False).search([])
    lines = []
    for record in records:
        values = [record.mapped(field) for field in fields]
        values = [value[0] if len(value) == 1 else value for value in values]
        if not str(values[0]).startswith(PREFIX):
            lines.append(" | ".join(str(value) for value in values))
    return sorted(lines)


def _invoice(env):
    """The text of a printed invoice and what prints it."""
    invoice = env["account.move"].search([("move_type", "=", "out_invoice")])
    reports = env["ir.actions.report"]
    name = "account.report_invoice_with_payments"
    html, _type = reports._render_qweb_html(name, invoice.ids)
    try:
        pdf, kind = reports._render_qweb_pdf(name, invoice.ids)
        printed = f"{kind}: {_pdf_text(pdf)}"
    except Exception as error:  # the host's own engine may be missing: so it stays
        printed = f"{type(error).__name__}: {error}"
    return {"text": _text(html), "printed": printed}


def _pdf_text(pdf):
    import io

    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def _text(html):
    """The words and links that a reader sees."""
    from lxml import html as parser

    tree = parser.fromstring(html)
    for hidden in tree.xpath("//script | //style | //head"):
        hidden.drop_tree()
    links = [re.sub(r"\?.*", "", link) for link in tree.xpath("//a/@href")]
    return " ".join(tree.text_content().split() + sorted(set(links)))


def _my(env):
    """The supplier's page /my: what it shows and how many queries that costs."""
    from werkzeug.test import Client

    import odoo.http
    from odoo import sql_db
    from odoo.service import security

    user = env["res.users"].search([("login", "=", SUPPLIER)])
    store = odoo.http.root.session_store
    session = store.new()
    session.update(odoo.http.get_default_session(), db=env.cr.dbname)
    # without a record of the device, which would cost a query
    session.update(_trace_disable=True)
    session.uid, session.login = user.id, user.login
    session.context = dict(env(user=user.id)["res.users"].context_get())
    session.session_token = security.compute_session_token(session, env(user=user.id))
    store.save(session)
    env.cr.commit()
    client = Client(odoo.http.root)
    client.set_cookie("session_id", session.sid)
    pages = {}
    for address in ("/my", "/my/counters"):
        for _warm_up in range(3):
            before = sql_db.sql_counter
            if address == "/my":
                answer = client.get(address)
                shown = _text(answer.get_data(as_text=True))
                wanted = re.findall(r'data-placeholder_count="(\w+)"', answer.text)
            else:
                call = {"jsonrpc": "2.0", "params": {"counters": sorted(set(wanted))}}
                answer = client.post(address, json=call)
                shown = answer.json.get("result")
            queries = sql_db.sql_counter - before
        pages[address] = {
            "status": answer.status, "shows": shown, "queries": queries
        }  # fmt: skip
    return pages


def _faults(env):
    """What a visitor is told of a page that is not there, or asked for wrongly."""
    from werkzeug.test import Client

    import odoo.http

    env.cr.commit()
    client = Client(odoo.http.root)
    headers = {"X-Odoo-Database": env.cr.dbname}
    faults = {}
    for method, path in (("GET", "/khong-co"), ("POST", "/my"), ("PUT", "/khong-co")):
        answer = client.open(path, method=method, headers=headers)
        faults[f"{method} {path}"] = f"{answer.status} {_text(answer.text)}"
    return faults


def _left(env):
    """What of the add-on is in the database."""
    env.cr.execute(
        "SELECT table_name FROM information_schema.tables"
        " WHERE table_name LIKE 'cdht\\_%' UNION"
        " SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE column_name LIKE '%cdht%' AND table_schema = 'public'"
    )
    tables = sorted(name for (name,) in env.cr.fetchall())
    searches = {
        "ir.model": [("model", "=like", "cdht%")],
        "ir.model.data": [("module", "=", MY_ADDON)],
        "ir.model.fields": [("name", "like", "cdht")],
        "ir.attachment": [("res_model", "=like", "cdht%")],
        "ir.config_parameter": [("key", "=like", "cdht%")],
        "ir.ui.view": [("key", "=like", f"{MY_ADDON}.%")],
        "ir.cron": [("model_id.model", "=like", "cdht%")],
        "mail.message": [("model", "=like", "cdht%")],
        "mail.activity": [("res_model", "=like", "cdht%")],
        "ir.actions.report": [("report_name", "=like", f"{MY_ADDON}.%")],
    }
    found = {
        model: env[model].with_context(active_test=False).search_count(domain)
        for model, domain in searches.items()
    }
    return {"tables": tables, **{m: n for m, n in found.items() if n}}
