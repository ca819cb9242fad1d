import { _t } from "@web/core/l10n/translation";

export const RESULTS = {
    get passed() {
        return _t("Passed");
    },
    get passed_five() {
        return _t("Passed, five years running");
    },
    get failed() {
        return _t("Failed");
    },
    "": "",
};

export const FIELD_NAMES = {
    get self_score() {
        return _t("own score");
    },
    get appraised_score() {
        return _t("appraised score");
    },
    get note() {
        return _t("reason");
    },
    get paper_evidence() {
        return _t("evidence on paper");
    },
    get labour_group_id() {
        return _t("labour group");
    },
};

// Above what is typed.
export const COLUMN_NAMES = {
    get self_score() {
        return _t("Self score");
    },
    get appraised_score() {
        return _t("Appraised score");
    },
    get labour_group_id() {
        return _t("Labour group");
    },
};

// What a key does here that did nothing else.
export const hintOf = (what) =>
    ({
        digits: _t("Only digits are typed here; “?” shows the keys."),
        leave: _t("Tab now leaves the grid."),
        tick: _t("The space bar ticks evidence on paper."),
        group: _t("The number of the group is typed here, or the beginning of its name."),
    })[what];

const MOST_NAMES = 3;

// Whose steps these are; of many people the first ones.
export function namesOf(steps) {
    const rows = [...new Set(steps.map(({ row }) => row))];
    const names = rows.sort((a, b) => a.number - b.number).map((row) => row.name);
    const others = names.length - MOST_NAMES;
    return others < 2
        ? names.join(", ")
        : _t("%(names)s and %(others)s others", {
              names: names.slice(0, MOST_NAMES).join(", "), others,
          });
}
