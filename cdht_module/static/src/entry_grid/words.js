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
};

// Above what is typed.
export const COLUMN_NAMES = {
    get self_score() {
        return _t("Self score");
    },
    get appraised_score() {
        return _t("Appraised score");
    },
};
