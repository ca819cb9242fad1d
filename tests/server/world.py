"""A commune whose year is open today, with all that the pages can be asked for.

    run(env, file)

run by `devkit.launch`; writes to ``file`` (JSON) the add-on's routes, found in the
routing map, and what stands in their paths and forms.
"""

import base64
import io
import json
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from pypdf import PdfWriter

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS
from odoo.addons.cdht_module.tests import common
from odoo.addons.cdht_module.tools import clock

MODULE = "odoo.addons.cdht_module"
BIRTH = {"birth_date": "1968-03-05", "birth_year": 1968}


def run(env, file):
    """Make the commune; every date is today or counted from it."""
    today = clock.today()
    common.YEAR = today.year
    common.MINUTES = {**common.MINUTES, "meeting_date": today}

    class World(common.CommuneMixin):
        """The small commune of the other tests, in the database for good."""

    World.env = env(context={**env.context, **common.QUIET})
    World.numbers = count(1)
    World._make_units()
    World._make_users()
    World._make_year()
    values = {"routes": _routes(env), **_fill(World, today)}
    Path(file).write_text(json.dumps(values, ensure_ascii=False, default=str))
    _run_crons(env)


def _run_crons(env):
    """Each of the add-on's jobs once, with commits that Odoo's tests forbid."""
    env.cr.commit()
    jobs = env["ir.model.data"].search(
        [("module", "=", "cdht_module"), ("model", "=", "ir.cron")]
    )
    for job in env["ir.cron"].browse(jobs.mapped("res_id")):
        job.method_direct_trigger()


def _routes(env):
    """What the routing map of a server is made of."""
    routes = env["ir.http"]._generate_routing_rules(
        sorted(env.registry._init_modules), env["ir.http"]._get_converters()
    )
    return sorted(
        {
            route
            for route, endpoint in routes
            # Others are core's, with something of ours in them.
            if endpoint.func.__module__.startswith(MODULE) and route.startswith("/cdht")
        }
    )


def _fill(world, today):
    env = world.env
    world.campaign.write(
        dict.fromkeys(
            ("registration_deadline", "self_deadline", "proposal_deadline"),
            today + timedelta(days=30),
        )
    )
    env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
    own, leaving, late, invited, renewed, by_form, by_old_form = world.make_people(
        size=7, **BIRTH
    )
    user_3, holder = world.make_users(
        ("t_citizen_3", "citizen", None), ("t_chapter_3", "chapter", world.village)
    )
    world.give_login(own, world.citizen_user)
    world.give_login(leaving, world.citizen_user_2)
    world.give_login(late, user_3)
    dossiers = world.register(own | leaving | by_form | by_old_form)
    dossier = dossiers[0]
    file = dossier.line_ids[0]._add_file("giay.pdf", _blank())
    keys = env["cdht.form.key"]._issue(dossiers[2:])
    keys[1].token = "aB-_" * 10 + "xyz"
    _print_certificate(world, own, today.year - 1)
    title = world.make_titles(world.make_people(), [today.year - 2])
    title.verify_token = "t" * 32
    (login, invitation), (_login, used) = env["cdht.invitation"]._issue(
        invited | renewed
    )
    env["cdht.invitation"]._by_code(used)._redeem("mat khau mot")
    env["cdht.slip"]._issue(holder)
    ended = env["cdht.slip"]._issue(world.chapter_2)[0]
    env["cdht.slip"].search([("user_id", "=", world.chapter_2.id)]).state = "used"
    env["res.users"].browse(world.chapter.id).lang = "vi_VN"
    keys_of_calls = env(user=world.chapter.id, su=True)["res.users.apikeys"]
    api_key = keys_of_calls._generate(None, "test", datetime.now() + timedelta(days=1))
    return {
        "commune": world.commune.id,
        "campaign": world.campaign.id,
        "file": file.id,
        "year": today.year - 1,
        "whose": f"{own.id}-{dossier.id}",
        "whose_leaving": f"{leaving.id}-{dossiers[1].id}",
        "whose_late": f"{late.id}-0",
        "mark": dossier.line_ids[1]._mark(),
        "group": env.ref("cdht_module.labour_group_n1").id,
        "dossier": dossier.id,
        "elsewhere": world.register(world.make_people(world.village_2)).id,
        "chapter": world.chapter.id,
        "title": title.verify_token,
        "form": keys[0].token,
        "old_form": keys[1].token,
        "invitation": invitation,
        "used_invitation": used,
        "invited_login": login,
        "slip": env["cdht.slip"]._issue(world.chapter)[0],
        "ended_slip": ended,
        "list": _hang(world, today),
        "year_file": _file_the_year(world),
        "api_key": api_key,
    }


def _hang(world, today):
    """A list that hangs today; its line for objections."""
    dossiers = world.make_dossiers("proposed", world.village_2)
    dossiers.action_record_consent("form")
    dossiers.proposal_id.action_receive()
    action = world.campaign.with_user(world.commune_user).action_make_posting()
    posting = world.env["cdht.posting"].browse(action["res_id"])
    posting.write(
        {
            "signatory_id": world.signatory.id,
            "date_from": today,
            "date_to": today + timedelta(days=10),
            "contact": "Ủy ban nhân dân xã Mẫu",
            "number": "7",
            "date": today,
        }
    )
    posting.action_issue()
    return posting._paper_lines()[0].id


def _file_the_year(world):
    """The year's file, made by the officer and the scheduler."""
    made = world.campaign.with_user(world.commune_user).action_make_year_file()
    world.env["cdht.year.file"]._cron_print()
    return made["res_id"]


def _print_certificate(world, person, year):
    title = world.make_titles(person, [year])
    world.env["cdht.print"].create(
        {
            "res_model": title._name,
            "res_id": title.id,
            "report_name": "cdht_module.certificate_paper",
            "stage": "issued",
            "file": base64.b64encode(_blank()),
            "filename": "giay-chung-nhan.pdf",
            "sha256": "x",
        }
    )


def _blank():
    kept = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(kept)
    return kept.getvalue()
