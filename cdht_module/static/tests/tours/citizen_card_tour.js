import { registry } from "@web/core/registry";

// A busy machine takes long: a step ends with what it waits for.
const patient = (steps) => steps.map((step) => ({ timeout: 60000, ...step }));

const field = (name) => `.o_form_view .o_field_widget[name=${name}]`;
const input = ".o_cdht_card input";
const card = "020080000001|081234567|Lò Văn Hòa|12031980|Nam|Bản Mẫu, Xã Mẫu|01052021";

// What leaves the browser from now on.
const sent = [];
function listen() {
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (body) {
        sent.push(String(body));
        return send.call(this, body);
    };
    const { fetch } = window;
    window.fetch = (url, options) => {
        sent.push(`${url} ${options?.body}`);
        return fetch(url, options);
    };
}

function isEmpty({ anchor }) {
    if (anchor.value) {
        throw new Error(`“${anchor.value}” stands there`);
    }
}

// A keyboard scanner types the code of a card and Enter: the form is filled, the code
// itself goes nowhere.
registry.category("web_tour.tours").add("cdht_citizen_card", {
    steps: () =>
        patient([
            { trigger: input, run: listen },
            { trigger: input, run: "edit Lò Văn Hòa && press Enter" },
            { trigger: ".o_notification.border-warning, .o_notification:has(.bg-warning)" },
            { trigger: `${field("name")} input`, run: isEmpty },
            { trigger: input, run: `edit ${card} && press Enter` },
            { trigger: `${field("name")} input:value("Lò Văn Hòa")` },
            { trigger: `${field("identity_number")} input:value("020080000001")` },
            { trigger: input, run: isEmpty },
            { trigger: ".o_form_button_save", run: "click" },
            { trigger: ".o_form_saved" },
            {
                trigger: field("name"),
                run: () => {
                    if (!sent.some((body) => body.includes("020080000001"))) {
                        throw new Error("nothing was saved");
                    }
                    if (sent.some((body) => body.includes("081234567"))) {
                        throw new Error("the code itself left the browser");
                    }
                },
            },
        ]),
});

// Two records side by side become one by one tap.
registry.category("web_tour.tours").add("cdht_same_person", {
    steps: () =>
        patient([
            { trigger: ".o_data_row:contains(Lò Văn Hoà):contains(Lò Văn Hòa)" },
            { trigger: ".o_data_row button[name=action_merge]", run: "click" },
            { trigger: `${field("name")} input:value("Lò Văn Hòa")` },
        ]),
});
