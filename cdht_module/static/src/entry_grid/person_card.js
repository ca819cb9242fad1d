import { Component, useState } from "@odoo/owl";

import { readScore } from "./sheet";
import { FIELD_NAMES, RESULTS } from "./words";

/** One person at a time, on a phone. */
export class PersonCard extends Component {
    static template = "cdht_module.PersonCard";
    static props = ["row", "sheet", "type"];

    setup() {
        this.row = useState(this.props.row);
        this.results = RESULTS;
    }

    get totals() {
        return this.props.sheet.totals(this.row);
    }

    cell(field, id) {
        const key = `${field}:${id}`;
        const { sheet } = this.props;
        const status = this.row.typed[key]?.status;
        return {
            key,
            label: `${FIELD_NAMES[field]} ${sheet.indicators.find((one) => one.id === id).number}`,
            value: sheet.shown(this.row, key) || "",
            isLocked: Boolean(sheet.lockOf(this.row, key)),
            isBad: ["bad", "refused", "conflict"].includes(status),
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

    lock() {
        return this.row.locks.appraised_score || "";
    }

    onScore(key, ev) {
        this.props.type([[this.row, key, readScore(ev.target.value)]]);
    }

    onTick(id, ev) {
        this.props.type([[this.row, `paper_evidence:${id}`, ev.target.checked]]);
    }

    onReason(id, ev) {
        this.props.type([[this.row, `note:${id}`, ev.target.value.trim() || false]]);
    }
}
