import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

// Columns by their place, whatever the language of the user.
const STATES = ["draft", "submitted", "received", "returned", "accepted"];
const column = (state) => `.o_kanban_group:nth-child(${STATES.indexOf(state) + 1})`;
// A card whose move is under way cannot be dragged.
const card = (state, name) =>
    `${column(state)} .o_kanban_record.o_draggable:contains(${name})`;

// The commune's officer takes a village's list in hand: one card, two drags.
registry.category("web_tour.tours").add("cdht_board", {
    steps: () =>
        patient([
        {
            trigger: card("submitted", "Thôn Một"),
            run: `drag_and_drop(${column("received")})`,
        },
        { trigger: card("received", "Thôn Một"), content: "The list is received" },
        {
            trigger: card("received", "Thôn Một"),
            run: `drag_and_drop(${column("returned")})`,
        },
        {
            trigger: ".modal footer .btn-primary",
            content: "Returning needs a reason",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Thiếu chữ ký của thư ký",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            trigger: "body:not(:has(.modal))",
            content: "The wizard has closed",
        },
        ]),
});

// The decision is printed from the form's menu, with no wkhtmltopdf.
registry.category("web_tour.tours").add("cdht_print_decision", {
    steps: () =>
        patient([
        { trigger: ".o_form_view .o_control_panel .fa-cog", run: "click" },
        { trigger: ".o-dropdown--menu .dropdown-toggle:has(.fa-print)", run: "hover" },
        { trigger: ".o-dropdown--menu .o_menu_item:contains(Quyết định công nhận)", run: "click" },
        {
            trigger: ".o_form_view",
            content: "The paper has come",
            timeout: 60000,
            run: async () => {
                const calls = () => performance.getEntriesByType("resource");
                while (!calls().some((call) => call.name.endsWith("/report/download"))) {
                    await new Promise((resolve) => setTimeout(resolve, 100));
                }
            },
        },
        { trigger: "body:not(:has(.o_blockUI)):not(:has(.o_error_dialog))" },
        { trigger: ".o_form_view", content: "No dialog stands in the way" },
        ]),
});
