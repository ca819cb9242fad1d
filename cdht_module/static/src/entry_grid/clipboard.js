// Blocks that come from a spreadsheet and go back to one: lines, tabs, quotes.

import { _t } from "@web/core/l10n/translation";

import { COLUMN_NAMES, RESULTS } from "./words";

export function parseBlock(text) {
    const rows = [[]];
    let cell = "";
    let inQuotes = false;
    const clean = text.replace(/\r\n?/g, "\n");
    for (let place = 0; place < clean.length; place++) {
        const sign = clean[place];
        if (inQuotes) {
            if (sign === '"' && clean[place + 1] === '"') {
                cell += sign;
                place++;
            } else if (sign === '"') {
                inQuotes = false;
            } else {
                cell += sign;
            }
        } else if (sign === '"' && cell === "") {
            inQuotes = true;
        } else if (sign === "\t" || sign === "\n") {
            rows[rows.length - 1].push(cell);
            cell = "";
            if (sign === "\n") {
                rows.push([]);
            }
        } else {
            cell += sign;
        }
    }
    rows[rows.length - 1].push(cell);
    const last = rows[rows.length - 1];
    if (rows.length > 1 && last.length === 1 && last[0] === "") {
        rows.pop();
    }
    return rows;
}

// A text that a spreadsheet would take for a formula stays a text.
function asText(value) {
    const text = String(value === false || value === undefined ? "" : value);
    const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
    return /["\t\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function formatBlock(rows) {
    return rows.map((row) => row.map(asText).join("\t")).join("\n");
}

// All that is on the screen, with its titles.
export function wholeGrid(sheet, columns) {
    const [group, ...rest] = columns;
    const head = [
        _t("Number in the list"), _t("Full name"), _t("Year of birth"), COLUMN_NAMES[group.field],
        ...rest.slice(0, -1).map(({ field, number }) => `${COLUMN_NAMES[field]} ${number}`),
        _t("On paper"), _t("Total, self"), _t("Total, appraised"), _t("Lowest"), _t("Result"),
    ];
    const lines = sheet.rows.map((row) => {
        const { own, appraised, lowest, result } = sheet.totals(row);
        return [
            row.number, row.name, row.birth_year, ...columns.map(({ key }) => sheet.text(row, key)),
            own || "", appraised || "", lowest || "", String(RESULTS[result]),
        ];
    });
    return formatBlock([head, ...lines]);
}
