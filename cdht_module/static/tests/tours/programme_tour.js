import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

const menu = (xmlid) => `[data-menu-xmlid='cdht_module.${xmlid}']`;

// The year's figures lead to the people behind them.
registry.category("web_tour.tours").add("cdht_dashboard", {
    steps: () =>
        patient([
        { trigger: ".o_form_view .o_field_widget[name=progress_ids]" },
        { trigger: "button[name=action_open_close_to_passing]:visible", run: "click" },
        {
            trigger: ".o_kanban_record:contains(Người Gần Đạt), .o_data_row:contains(Người Gần Đạt)",
            content: "Who is close to passing",
        },
        ]),
});

// The model becomes the commune's plan; an activity is held; figures are taken.
registry.category("web_tour.tours").add("cdht_programme", {
    steps: () =>
        patient([
        { trigger: ".o_data_row .o_data_cell[name=subject]", run: "click" },
        { trigger: "button[name=action_make_plan]", run: "click" },
        {
            trigger: ".o_statusbar_status button[data-value=draft]",
            content: "The commune's own draft",
        },
        { trigger: ".o_notebook a[name=tasks]", run: "click" },
        { trigger: ".o_field_widget[name=task_ids] .o_data_row" },
        { trigger: ".o_notebook a[name=text]", run: "click" },
        { trigger: ".o_field_widget[name=part_ids] .o_data_row" },
        { trigger: menu("menu_cdht_programme"), run: "click" },
        { trigger: menu("menu_cdht_activity"), run: "click" },
        { trigger: ".o_kanban_view" },
        { trigger: ".o_kanban_button_new, .o-kanban-button-new", run: "click" },
        {
            trigger: ".o_form_view .o_field_widget[name=name] input",
            run: "edit Tập huấn mẫu",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_hold]", run: "click" },
        { trigger: "button[name=action_plan]", content: "It is held now" },
        { trigger: ".o_notebook a[name=texts]", run: "click" },
        { trigger: ".o_field_widget[name=loudspeaker_text]:contains(tập huấn mẫu)" },
        {
            trigger: "body",
            content: "The reports, whatever the width of the menu",
            run: () => {
                window.location.href = "/odoo/action-cdht_module.action_cdht_report/new";
            },
            expectUnloadPage: true,
        },
        { trigger: ".o_form_view .o_field_widget[name=period]" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "button[name=action_take_figures]:visible", run: "click" },
        { trigger: ".o_notebook a[name=figures]", run: "click" },
        { trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Thôn Một)" },
        ]),
});
