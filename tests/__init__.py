# For the wheel; in the checkout the bridge in cdht_module/tests imports them.
# Written by `python3 -m devkit.list_tests`.
from .campaigns import (
    test_first_day,
    test_setup,
)
from .criteria import (
    test_rule,
)
from .decisions import (
    test_asking,
    test_certificate,
    test_cover_paper,
    test_decision,
    test_decision_cover,
    test_decision_layout,
    test_decision_paper,
    test_next_paper,
    test_signature,
    test_streak,
    test_title_changes,
)
from .dossiers import (
    test_boards,
    test_moves,
    test_moves_roles,
    test_own_dossier,
    test_unsettled,
    test_wizards,
)
from .figures import (
    test_dashboard,
    test_metric,
    test_population,
    test_xlsx_reports,
    test_year_line,
)
from .filing import (
    test_registers,
    test_site,
    test_year_file,
)
from .foundation import (
    test_days,
    test_locks,
    test_manual,
    test_protected,
    test_trace_chain,
    test_traced_settings,
)
from .imports import (
    test_answer_file,
    test_closing_race,
    test_import,
    test_import_again,
    test_import_as_by_hand,
    test_import_retention,
    test_import_roles,
    test_import_sections,
    test_import_sheets,
    test_import_steps,
    test_import_taken_back,
    test_import_titles,
    test_import_understood,
    test_list_template,
    test_odd_files,
    test_setup_earlier,
    test_template_in_office,
)
from .inspection import (
    test_inspection,
    test_team_decision,
)
from .letters import (
    test_extract,
    test_letter,
)
from .lists import (
    test_calendar,
    test_entry,
    test_entry_grid,
    test_entry_race,
    test_evening_papers,
    test_form_papers,
    test_lists,
    test_minutes,
    test_minutes_screen,
    test_petition,
    test_proposal_paper,
    test_turns,
)
from .papers import (
    test_blocks,
    test_check,
    test_paper_override,
    test_papers,
    test_pdf_blocks,
    test_pdf_engine,
    test_pdf_geometry,
    test_print_batch,
    test_prints,
    test_register,
    test_register_entry,
    test_signed_pdf,
    test_word_changes,
    test_word_file,
    test_word_office,
    test_word_paper,
    test_word_return,
    test_wording,
)
from .people import (
    test_citizen,
    test_ethnicity,
    test_identity_change,
    test_identity_reach,
    test_officer_known,
    test_people_order,
    test_twin,
    test_typed_words,
)
from .plan import (
    test_activity,
    test_plan,
    test_plan_money,
    test_plan_paper,
)
from .portal import (
    test_citizen_forced,
    test_citizen_page,
    test_citizen_walk,
    test_entry_pages,
    test_form_key,
    test_guest_portal,
    test_invitation,
    test_own_traces,
    test_phone_troubles,
    test_portal_papers,
    test_portal_race,
    test_programme_page,
    test_public_pages,
    test_slip,
    test_verification,
)
from .posting import (
    test_objection,
    test_objection_page,
    test_posting,
)
from .privacy import (
    test_consent,
    test_data_request,
    test_evidence,
)
from .reporting import (
    test_level_form,
    test_programme_tours,
    test_report,
    test_review,
)
from .tools import (
    test_file_name,
    test_identity_number,
    test_list_cells,
    test_list_columns,
    test_list_findings,
    test_list_kinds,
    test_list_layouts,
    test_list_recognitions,
    test_list_workbook,
    test_number_words,
    test_odd_workbook,
    test_office_lists,
    test_paper_text,
    test_plain_tables,
    test_rounding,
    test_twins,
    test_vietnamese_text,
)
from .units import (
    test_authority,
    test_officers,
    test_places,
)
from .whole import (
    test_access,
    test_access_matrix,
    test_accessible_office,
    test_anonymise,
    test_bare,
    test_callers_queries,
    test_drafts_above,
    test_external_api,
    test_foreign_file,
    test_forged_requests,
    test_house,
    test_identity_exports,
    test_identity_reading,
    test_issued_lines,
    test_issued_papers,
    test_moves_shown,
    test_names_kept,
    test_offered_links,
    test_other_lists,
    test_paper_archive,
    test_queries,
    test_reach,
    test_reach_http,
    test_refusals_told,
    test_rights,
    test_rows_open,
    test_same_device,
    test_second_reader,
    test_signed_copy,
    test_slips_of_hand,
    test_three_communes,
    test_tours,
    test_translations,
    test_village_phone,
    test_walks,
    test_wrong_requests,
    test_wrong_shapes,
    test_year,
)
