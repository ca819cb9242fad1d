// What became of each whom one adds, told where one adds them: a name typed is no person
// on the list yet.

import { reactive } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

const MOST_TOLD = 3;

export class Added {
    constructor() {
        this.lines = reactive([]); // {drawn, name, kind, text}, the newest first
    }

    sending({ drawn, name }) {
        this.lines.unshift({ drawn, name, kind: "info", text: _t("Adding: %s…", name) });
        this.lines.splice(MOST_TOLD);
    }

    // For that reason, or no more.
    wait(reason) {
        for (const line of this.lines.filter((one) => reason && one.kind === "info")) {
            line.text = _t("Not sent yet: %s waits on this device.", line.name);
        }
    }

    entered(row, said) {
        this.tell(row, "success", [_t("Added: %s.", row.name), said]);
    }

    met(row, said) {
        this.tell(row, "warning", [said, _t("Nobody was added.")]);
    }

    tell({ drawn }, kind, sentences) {
        const line = this.lines.find((one) => one.drawn === drawn);
        if (line) {
            Object.assign(line, { kind, text: sentences.filter(Boolean).join(" ") });
        }
    }

    forget() {
        this.lines.splice(0);
    }
}
