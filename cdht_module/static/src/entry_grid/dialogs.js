import { Component, onMounted, useRef, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";

import { NewPerson } from "./new_person";

/** The keys of the grid. */
export class HelpDialog extends Component {
    static template = "cdht_module.EntryHelp";
    static components = { Dialog };
    static props = ["close"];
}

/** One reason for all differing scores that are chosen. */
export class ReasonDialog extends Component {
    static template = "cdht_module.EntryReason";
    static components = { Dialog };
    static props = ["close", "count", "give"];

    setup() {
        this.state = useState({ reason: "" });
        const field = useRef("reason");
        onMounted(() => field.el.focus());
    }

    give() {
        const reason = this.state.reason.trim();
        if (reason) {
            this.props.give(reason);
            this.props.close();
        }
    }
}

/** Those who are not on the list yet, one after the other, on a phone. */
export class PersonDialog extends Component {
    static template = "cdht_module.EntryPerson";
    static components = { Dialog, NewPerson };
    static props = ["close", "genders", "groups", "add", "added"];

    setup() {
        this.lines = useState(this.props.added.lines);
    }
}
