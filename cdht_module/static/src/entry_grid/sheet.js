// The grid as it is on screen: what the server has, what was typed over it, and the way
// back. What may be typed, and what is saved, the server says; here it is only shown.

import { reactive } from "@odoo/owl";

import { GROUP, groupText, readGroup } from "./groups";

export const SCORES = ["self_score", "appraised_score"];
export const FIRST = 1; // the column of the first score; the group stands before it
const MOST_KNOWN = 6;
const MOST_UNDONE = 500;

// A blank is false, however it arrives; a 0 is what somebody typed.
const held = (value) => (value === 0 ? 0 : value || false);
const same = (one, other) => held(one) === held(other);

// A block of own scores and one of the meeting's, as lists have them, or in pairs, as
// the printed sheet has them.
export function columnsOf(indicators, inPairs) {
    const score = (field, one) => ({ key: `${field}:${one.id}`, field, number: one.number });
    const scores = inPairs
        ? indicators.flatMap((one) => SCORES.map((field) => score(field, one)))
        : SCORES.flatMap((field) => indicators.map((one) => score(field, one)));
    const column = (key, field) => ({ key, field, number: "" });
    return [column(GROUP, GROUP), ...scores, column("paper", "paper_evidence")];
}

// What somebody typed or pasted, as a cell holds it: what is no number stays a text.
function readScore(text) {
    const trimmed = text.trim();
    const whole = /^(\d{1,3})(?:[.,]0+)?$/.exec(trimmed);
    return whole ? Number(whole[1]) : trimmed || false;
}

const readTick = (text) => /^[x×✓v1]$/i.test(text.trim());

export class Sheet {
    constructor(grid) {
        this.rule = grid.rule;
        this.indicators = grid.indicators;
        this.groups = grid.groups;
        this.rows = reactive([]);
        this.done = [];
        this.undone = [];
        this.changed = () => {};
        this.update(grid, { inOrder: true });
    }

    // Rows as they stand now; what is typed and not saved yet stays over them.
    update(grid, { inOrder = false } = {}) {
        const known = new Map(this.rows.map((row) => [row.id, row]));
        const rows = grid.rows.map((one) => {
            const row = known.get(one.id) || this.newRow(String(one.id));
            this.take(row, one);
            return row;
        });
        const here = new Set(rows);
        const others = this.rows.filter(
            (row) => !here.has(row) && (row.person || this.typedKeys(row).length)
        );
        const ordered = inOrder
            ? [...rows, ...others]
            : [
                  ...this.rows.filter((row) => here.has(row) || others.includes(row)),
                  ...rows.filter((row) => !this.rows.includes(row)),
              ];
        ordered.forEach((row, index) => (row.number = index + 1));
        this.rows.splice(0, this.rows.length, ...ordered);
    }

    // `drawn` is the row on screen: it stays when a new person gets their dossier's key,
    // so that the focus stays too.
    newRow(key) {
        return reactive({
            key, drawn: key, id: null, citizen: null, number: 0, name: "", birth_year: "", state: "registered",
            state_text: "", streak: 0, locks: {}, evidence: {}, values: {}, typed: {}, person: null,
        });
    }

    // Only what has changed: a row is drawn anew for it.
    take(row, one) {
        for (const [name, value] of Object.entries({ ...one, person: null })) {
            if (JSON.stringify(row[name]) !== JSON.stringify(value)) {
                row[name] = value;
            }
        }
        if (row.state !== "registered") {
            this.release(row, "waits"); // for the ten own scores, which stand
        }
    }

    // A row for somebody whom the server does not know yet.
    addPerson(key, person) {
        const row = this.newRow(key);
        Object.assign(row, {
            name: person.name, birth_year: person.birth_year || "", person,
            number: this.rows.length + 1,
            values: person.labour_group_id ? { [GROUP]: person.labour_group_id } : {},
        });
        this.rows.push(row);
        return this.rows[this.rows.length - 1];
    }

    remove(row) {
        const place = this.rows.findIndex((one) => one.key === row.key);
        this.rows.splice(place, 1);
        this.rows.forEach((one, index) => (one.number = index + 1));
    }

    typedKeys(row) {
        return Object.keys(row.typed);
    }

    shown(row, key) {
        const typed = row.typed[key];
        return held(typed ? typed.value : row.values[key]);
    }

    // As a cell shows it.
    text(row, key) {
        if (key === "paper") {
            return this.paper(row);
        }
        const value = this.shown(row, key);
        if (key === GROUP) {
            return groupText(value, this.groups);
        }
        return value === false ? "" : value;
    }

    // What somebody typed or pasted into a cell of that column.
    read(key, text) {
        if (key === "paper") {
            return readTick(text);
        }
        return key === GROUP ? readGroup(text, this.groups) : readScore(text);
    }

    paperKeys() {
        return this.indicators.map((one) => `paper_evidence:${one.id}`);
    }

    lockOf(row, key) {
        const field = key === "paper" ? "paper_evidence" : key.split(":")[0];
        return row.locks[field] || "";
    }

    isBad(key, value) {
        if (key === GROUP) {
            return value !== false && !this.groups.some(([id]) => id === value);
        }
        const isScore = SCORES.includes(key.split(":")[0]);
        const { low, high } = this.rule;
        return isScore && value !== false && !(Number.isInteger(value) && value >= low && value <= high);
    }

    // -- typing, in groups that are undone together

    group(act) {
        this.steps = [];
        act();
        if (this.steps.length) {
            this.done.push(this.steps);
            this.done.splice(0, this.done.length - MOST_UNDONE);
            this.undone = [];
        }
        this.steps = null;
    }

    // Why it cannot be typed, or nothing.
    type(row, key, value) {
        if (key === "paper") {
            return this.paperKeys().map((one) => this.type(row, one, value)).find(Boolean) || "";
        }
        const why = this.lockOf(row, key);
        if (why) {
            return why;
        }
        const before = this.shown(row, key);
        if (!same(before, value)) {
            this.put(row, key, value);
            this.steps?.push({ row, key, before, after: value });
        }
        return "";
    }

    put(row, key, value) {
        const cell = row.typed[key];
        const known = cell ? cell.known : [row.values[key] || false];
        if (known.length === 1 && same(value, row.values[key])) {
            delete row.typed[key]; // as the server has it; nothing else was ever sent
        } else {
            const isBad = this.isBad(key, value);
            row.typed[key] = { value, known, status: isBad ? "bad" : "", text: "", now: false };
        }
        this.changed(row, key);
    }

    keysToSend(row) {
        return this.typedKeys(row).filter((key) => row.typed[key].status === "");
    }

    // What stands there by now is known to whoever typed over it.
    seeAgain(row, keys) {
        for (const key of keys) {
            row.typed[key].known = [held(row.values[key])];
        }
    }

    // What was sent may have arrived though its answer was lost; what one saw there
    // first stays known, however often it is sent.
    noteSent(row, key) {
        const cell = row.typed[key];
        if (!cell.known.some((one) => same(one, cell.value))) {
            const [seen, ...sent] = cell.known;
            cell.known = [seen, ...[...sent, cell.value].slice(1 - MOST_KNOWN)];
        }
        cell.status = "sending";
    }

    settle(row, key, sent, answer) {
        const cell = row.typed[key];
        if (!cell) {
            return;
        }
        if (!["refused", "conflict"].includes(answer.kind)) {
            cell.known = [held(answer.now)]; // nothing that was sent is on its way still
        }
        if (!same(cell.value, sent)) {
            cell.status = cell.status === "bad" ? "bad" : ""; // typed over meanwhile
        } else if (answer.kind === "saved") {
            delete row.typed[key];
        } else {
            Object.assign(cell, { status: answer.kind, text: answer.text, now: answer.now });
        }
    }

    // What waited until it is known who types it.
    askAgain() {
        this.rows.forEach((row) => this.release(row, "who"));
    }

    release(row, status) {
        for (const cell of Object.values(row.typed)) {
            cell.status = cell.status === status ? "" : cell.status;
        }
    }

    // Of two values: the one that stands, or mine over it.
    keepTheirs(row, key) {
        delete row.typed[key];
        this.changed(row, key);
    }

    keepMine(row, key) {
        const cell = row.typed[key];
        Object.assign(cell, { known: [cell.now], status: "", text: "" });
        this.changed(row, key);
    }

    // What went back; what became something else since is left alone.
    undo() {
        return this.step(this.done, this.undone, "after", "before");
    }

    redo() {
        return this.step(this.undone, this.done, "before", "after");
    }

    step(from, to, is, becomes) {
        const steps = from.pop();
        if (!steps) {
            return null;
        }
        const goes = ({ row, key, ...values }) =>
            same(this.shown(row, key), values[is]) && !this.lockOf(row, key);
        const back = [...steps].reverse().filter(goes);
        const left = steps.filter((one) => !goes(one));
        for (const { row, key, ...values } of back) {
            this.put(row, key, values[becomes]);
        }
        to.push(steps);
        const last = back[back.length - 1];
        return { back, left, row: last?.row, key: last?.key };
    }

    // -- what a row comes to

    score(row, field, id) {
        const value = this.shown(row, `${field}:${id}`);
        return this.isBad(`${field}:${id}`, value) ? 0 : value || 0;
    }

    differs(row, id) {
        const appraised = this.score(row, "appraised_score", id);
        return Boolean(appraised) && appraised !== this.score(row, "self_score", id);
    }

    // Keys of reasons that differing scores still lack.
    missingReasons(row) {
        return this.indicators
            .filter((one) => this.differs(row, one.id) && !this.shown(row, `note:${one.id}`))
            .map((one) => `note:${one.id}`);
    }

    // [[row, key]] of the reasons for what is chosen, or for everybody where nothing there
    // lacks one.
    reasonsFor(chosen) {
        const places = new Set(chosen.map(([row, { key }]) => `${row.key}/${key.split(":")[1]}`));
        const here = this.rows.flatMap((row) =>
            this.indicators
                .filter(({ id }) => places.has(`${row.key}/${id}`) && this.differs(row, id))
                .map(({ id }) => [row, `note:${id}`])
        );
        const all = () => this.rows.flatMap((row) => this.missingReasons(row).map((key) => [row, key]));
        return here.length ? here : all();
    }

    paper(row) {
        const ticks = this.paperKeys().filter((key) => this.shown(row, key)).length;
        return ticks === 0 ? "" : ticks === this.indicators.length ? "×" : "–";
    }

    totals(row) {
        const [own, appraised] = SCORES.map((field) =>
            this.indicators.map((one) => this.score(row, field, one.id))
        );
        const sum = (scores) => scores.reduce((total, score) => total + score, 0);
        const isWhole = appraised.length && appraised.every(Boolean);
        const total = sum(appraised);
        const lowest = isWhole ? Math.min(...appraised) : 0;
        const { pass_total: least, pass_min: low, years } = this.rule;
        const passes = total >= least && lowest >= low;
        return {
            own: sum(own),
            appraised: total,
            lowest,
            result: !isWhole ? "" : !passes ? "failed" : row.streak + 1 >= years ? "passed_five" : "passed",
        };
    }

    // Cells that are not on the server, by what becomes of them.
    counts(rows) {
        const counts = { unsent: 0, waits: 0, who: 0, problems: 0 };
        for (const row of rows) {
            if (row.person) {
                const isHeld = row.person.refused || row.person.asks;
                counts[isHeld ? "problems" : "unsent"] += 1;
            }
            for (const key of this.typedKeys(row)) {
                const { status } = row.typed[key];
                const kind = ["", "sending"].includes(status) ? "unsent" : status;
                counts[kind in counts ? kind : "problems"] += 1;
            }
        }
        return counts;
    }
}
