import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

const field = (name) => `.o_form_view .o_field_widget[name=${name}]`;
const choose = (name, text) => [
    { trigger: `${field(name)} input`, run: `edit ${text}` },
    { trigger: `.o-autocomplete--dropdown-item:contains(${text})`, run: "click" },
];

// The commune's officer types in what was told and upholds it.
registry.category("web_tour.tours").add("cdht_objection", {
    steps: () =>
        patient([
        { trigger: ".oe_stat_button:has([name=objection_count])", run: "click" },
        { trigger: ".o_list_view .o_view_nocontent, .o_list_view .o_list_renderer" },
        { trigger: ".o_list_button_add:visible", run: "click" },
        ...choose("posting_list_id", "Thôn Một"),
        { trigger: `${field("sender_name")} input`, run: "edit Hà Văn Gửi" },
        { trigger: `${field("text")} textarea`, run: "edit Ghi sai điểm" },
        ...choose("assessment_id", "Người Chưa Đạt"),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_view .o_statusbar_buttons .btn-primary:visible", run: "click" },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Đã xem lại phiếu",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: `${field("answer")}:contains(Đã xem lại phiếu)` },
        ]),
});

// The chapter reads what was said, not who said it.
registry.category("web_tour.tours").add("cdht_objection_chapter", {
    steps: () =>
        patient([
        { trigger: `${field("content")}:contains(ghi sai năm sinh)` },
        { trigger: "body:not(:has([name=sender_name], [name=sender_contact], [name=text]))" },
        ]),
});
