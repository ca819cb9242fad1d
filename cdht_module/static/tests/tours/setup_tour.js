import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

const field = (name) => `.o_form_view .o_field_widget[name=${name}]`;
const button = (name) => `.o_statusbar_buttons button[name=${name}]:visible`;
const step = (name) => ({
    trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${name}]`,
});
const next = { trigger: button("action_next"), run: "click" };

let clicks = 0;
const count = () => (clicks += 1);

// A newcomer goes from an empty database to an open year, screen by screen; the test
// reads how many clicks it took.
registry.category("web_tour.tours").add("cdht_setup", {
    steps: () =>
        patient([
        {
            trigger: `${field("place_id")} input`,
            run() {
                document.addEventListener("click", count, true);
            },
        },
        { trigger: `${field("place_id")} input`, run: "edit cha son lang" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Xã Châu Sơn, tỉnh Lạng Sơn)", run: "click" },
        next,
        step("units"),
        {
            trigger: `${field("names")} textarea`,
            // More than one line is no command of a tour.
            run: (helpers) =>
                helpers.edit("1. Thôn Nà Vân\n2. Thôn Bản Hả\n3. Trường Tiểu học Mẫu"),
        },
        next,
        step("bodies"),
        { trigger: `${field("leader")} input`, run: "edit Lý Văn Mẫu" },
        { trigger: `${field("chair")} input`, run: "edit Chu Thị Mẫu" },
        next,
        step("officers"),
        next,
        step("year"),
        next,
        step("earlier"),
        next,
        step("done"),
        {
            trigger: "body",
            run() {
                document.removeEventListener("click", count, true);
                // Typing into a field begins with a click or a Tab: counted as one.
                if (clicks > 25) {
                    throw new Error(`${clicks} clicks`);
                }
                console.log(`set-up: ${clicks} clicks`);
            },
        },
        ]),
});
