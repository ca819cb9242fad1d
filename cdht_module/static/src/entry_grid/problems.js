// What waits for whoever types, cell by cell and in words.

import { _t } from "@web/core/l10n/translation";

import { GROUP, groupText, inShort } from "./groups";
import { FIELD_NAMES } from "./words";

const NOT_TAKEN = ["bad", "refused", "conflict"];

export function problemsOf(sheet) {
    const found = [];
    for (const row of sheet.rows) {
        const { refused, asks } = row.person || {};
        const typed = [row.name, row.birth_year].filter(Boolean).join(", ");
        if (refused) {
            const isNamed = refused.toLowerCase().includes(row.name.toLowerCase());
            const text = isNamed ? refused : `${row.name}: ${refused}`;
            found.push({ id: row.key, row, kind: "person", text });
        } else if (asks) {
            found.push({ id: row.key, row, kind: "asks", text: `${typed}: ${asks.text}`, alike: asks.alike });
        }
        for (const [key, cell] of Object.entries(row.typed)) {
            if (NOT_TAKEN.includes(cell.status)) {
                found.push(problemOf(sheet, row, key, cell));
            }
        }
    }
    return found;
}

// `text` names where it stands, `why` says it beside the field.
export function problemOf(sheet, row, key, cell) {
    const [field, id] = key.split(":");
    const isGroup = key === GROUP;
    const number = sheet.indicators.find((one) => String(one.id) === id)?.number;
    const where = isGroup
        ? `${row.name}, ${FIELD_NAMES[field]}`
        : _t("%(name)s, indicator %(number)s, %(field)s", {
              name: row.name, number, field: FIELD_NAMES[field],
          });
    const isTick = field === "paper_evidence";
    const score = (value) => (value === 0 ? 0 : value || _t("blank"));
    const shown = (value) => score(isGroup ? groupText(value, sheet.groups) : value);
    const word = (value) => (isTick ? (value ? _t("yes") : _t("no")) : shown(value));
    const { value } = cell;
    const { low, high } = sheet.rule;
    const why = {
        bad: () =>
            isGroup
                ? _t("“%(value)s” is no group. Type its number: %(groups)s.", { value, groups: inShort(sheet.groups) })
                : _t("“%(value)s” is no whole number from %(low)s to %(high)s.", { value, low, high }),
        refused: () => cell.text,
        conflict: () =>
            _t("%(text)s There stands: %(now)s. You typed: %(mine)s.", {
                text: cell.text, now: word(cell.now), mine: word(cell.value),
            }),
    }[cell.status]();
    return {
        id: `${row.key}/${key}`, row, key, kind: cell.status, text: `${where}: ${why}`, why,
        now: word(cell.now), mine: word(cell.value),
    };
}
