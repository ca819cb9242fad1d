import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

const field = (name) => `.o_form_view .o_field_widget[name=${name}]`;
const tab = (name) => `.o_notebook .nav-link[name=${name}]`;
const law = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025";

// The clerk sees what is found, goes to its place, mends it and submits the decision.
registry.category("web_tour.tours").add("cdht_second_reader", {
    steps: () =>
        patient([
        { trigger: `${tab("check")}`, run: "click" },
        { trigger: ".tab-pane.active button[name=action_check]", run: "click" },
        { trigger: `${field("finding_ids")} .o_data_row:contains(Luật Tổ chức)` },
        {
            trigger: `${field("finding_ids")} .o_data_row:contains(7 người) button[name=action_open_place]`,
            run: "click",
        },
        { trigger: ".modal [name=line_ids] .o_data_row" },
        { trigger: ".modal button[name=action_follow_office]", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        { trigger: `${tab("text")}`, run: "click" },
        { trigger: `${field("bases")} textarea`, run: `edit ${law}` },
        { trigger: `${tab("check")}`, run: "click" },
        { trigger: ".tab-pane.active button[name=action_check]", run: "click" },
        { trigger: `${field("finding_ids")}:not(:has(.o_data_row))` },
        { trigger: ".o_statusbar_buttons button[name=action_submit]", run: "click" },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=submitted]" },
        ]),
});
