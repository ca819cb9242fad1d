import { Component, onMounted, useRef, useState } from "@odoo/owl";

import { Dialog } from "@web/core/dialog/dialog";

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

/** Somebody who is not on the list yet. */
export class PersonDialog extends Component {
    static template = "cdht_module.EntryPerson";
    static components = { Dialog };
    static props = ["close", "genders", "groups", "add"];

    setup() {
        this.empty = { name: "", birth_year: "", gender: "", group: "", number: "" };
        this.state = useState({ ...this.empty, said: "" });
        this.nameField = useRef("name");
        onMounted(() => this.nameField.el.focus());
    }

    get year() {
        const { birth_year: text } = this.state;
        return /^\d{4}$/.test(text.trim()) ? Number(text.trim()) : 0;
    }

    get isComplete() {
        const { state } = this;
        return state.name.trim() && (!state.birth_year.trim() || this.year >= 1900);
    }

    add(more) {
        if (!this.isComplete) {
            return;
        }
        const { name, gender, group, number } = this.state;
        this.props.add({
            name: name.trim().replace(/\s+/g, " "),
            birth_year: this.year || false,
            gender: gender || false,
            labour_group_id: Number(group) || false,
            identity_number: number.trim() || false,
        });
        if (!more) {
            this.props.close();
            return;
        }
        Object.assign(this.state, this.empty, { said: name.trim() });
        this.nameField.el.focus();
    }
}
