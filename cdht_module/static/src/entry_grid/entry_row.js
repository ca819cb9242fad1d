import { Component, useState } from "@odoo/owl";

import { RESULTS } from "./words";

/** One person of the grid: drawn anew when something of theirs changes, and only then. */
export class EntryRow extends Component {
    static template = "cdht_module.EntryRow";
    static props = ["row", "number", "columns", "sheet"];

    setup() {
        this.row = useState(this.props.row);
        this.results = RESULTS;
    }

    cells() {
        const { sheet, columns } = this.props;
        const { row } = this;
        return columns.map(({ key, field }, place) => {
            if (key === "paper") {
                const isLocked = Boolean(sheet.lockOf(row, key));
                return {
                    place, key, text: sheet.paper(row),
                    class: `o_cdht_paper${isLocked ? " o_cdht_locked" : ""}`, isLocked, isBad: false,
                };
            }
            const id = key.split(":")[1];
            const typed = row.typed[key];
            const isLocked = Boolean(sheet.lockOf(row, key));
            const isBad = ["bad", "refused", "conflict"].includes(typed?.status);
            const isOwn = field === "self_score";
            const isAppraised = field === "appraised_score";
            const note = isAppraised && sheet.shown(row, `note:${id}`);
            const differs = isAppraised && sheet.differs(row, id);
            const classes = [
                isAppraised ? "o_cdht_appraised" : isOwn ? "o_cdht_own" : "o_cdht_group",
                isLocked && "o_cdht_locked",
                typed && (isBad ? "o_cdht_bad" : "o_cdht_unsent"),
                differs && (note ? "o_cdht_differs" : "o_cdht_no_reason"),
                isOwn && sheet.shown(row, `paper_evidence:${id}`) && "o_cdht_seen",
            ];
            return {
                place, key, text: sheet.text(row, key), isLocked, isBad,
                class: classes.filter(Boolean).join(" "),
            };
        });
    }

    get totals() {
        return this.props.sheet.totals(this.row);
    }
}
