// What stands above the grid's columns: two lines of titles.

import { _t } from "@web/core/l10n/translation";

import { FIRST, SCORES } from "./sheet";
import { COLUMN_NAMES } from "./words";

// One title above several columns: a block of scores, or the pair of an indicator.
export function headsOf(indicators, inPairs) {
    return inPairs
        ? indicators.map((one) => ({ id: one.id, text: one.number, span: 2, title: one.name }))
        : SCORES.map((field) => ({
              id: field, span: indicators.length, title: "", text: COLUMN_NAMES[field],
          }));
}

// The title of each column of scores.
export function titlesOf(columns, indicators, inPairs) {
    return columns.slice(FIRST, -1).map(({ key, field, number }) => ({
        key,
        field,
        text: !inPairs ? number : field === "self_score" ? _t("SC") : _t("AS"),
        title: indicators.find((one) => key.endsWith(`:${one.id}`)).name,
    }));
}
