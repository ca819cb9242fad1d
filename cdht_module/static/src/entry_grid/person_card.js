import { Component, useState } from "@odoo/owl";

import { GROUP } from "./groups";
import { COLUMN_NAMES, FIELD_NAMES, RESULTS } from "./words";

/** One person at a time, on a phone. */
export class PersonCard extends Component {
    static template = "cdht_module.PersonCard";
    static props = ["row", "sheet", "type", "problem"];

    setup() {
        this.row = useState(this.props.row);
        this.results = RESULTS;
        this.columns = COLUMN_NAMES;
    }

    get totals() {
        return this.props.sheet.totals(this.row);
    }

    get group() {
        return this.held(GROUP);
    }

    cell(field, id) {
        const { number } = this.props.sheet.indicators.find((one) => one.id === id);
        return {
            column: COLUMN_NAMES[field],
            label: `${FIELD_NAMES[field]} ${number}`,
            ...this.held(`${field}:${id}`),
        };
    }

    held(key) {
        const { sheet } = this.props;
        const typed = this.row.typed[key];
        const isBad = ["bad", "refused", "conflict"].includes(typed?.status);
        return {
            key,
            value: sheet.text(this.row, key),
            isLocked: Boolean(sheet.lockOf(this.row, key)),
            isBad,
            why: isBad ? this.props.problem(this.row, key, typed).why : "",
        };
    }

    get scores() {
        const { low, high } = this.props.sheet.rule;
        return Array.from({ length: high - low + 1 }, (_one, n) => low + n);
    }

    // The score that a tap gives: the own one, then the meeting's.
    tapped(id) {
        const cells = ["self_score", "appraised_score"].map((field) => this.cell(field, id));
        return cells.find((one) => !one.isLocked);
    }

    onTap(key, score) {
        this.props.type([[this.row, key, score]]);
    }

    // Why scores stay as they are; one sentence for both where they say the same.
    get locks() {
        const { self_score, appraised_score } = this.row.locks;
        return [...new Set([self_score, appraised_score].filter(Boolean))];
    }

    onType(key, ev) {
        this.props.type([[this.row, key, this.props.sheet.read(key, ev.target.value)]]);
    }

    onTick(id, ev) {
        this.props.type([[this.row, `paper_evidence:${id}`, ev.target.checked]]);
    }

    onReason(id, ev) {
        this.props.type([[this.row, `note:${id}`, ev.target.value.trim() || false]]);
    }
}

/** What the scores of that person come to, at the foot of the screen. */
export class PersonTotal extends Component {
    static template = "cdht_module.PersonTotal";
    static props = ["row", "sheet"];

    setup() {
        this.row = useState(this.props.row);
    }

    get totals() {
        return this.props.sheet.totals(this.row);
    }
}
