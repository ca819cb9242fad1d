// The keyboard in the grid: which cell has the focus, which are chosen, what a key does.
// Focus and choice are no state of components: a move draws nothing anew.

import { GROUP, groupsOf } from "./groups";
import { FIRST } from "./sheet";

const LEAD = 3; // number, name and year of birth stand before the cells
const MOVES = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    PageUp: [-15, 0], PageDown: [15, 0],
};

export class CellKeys {
    // `grid`: {sheet, scanned, columns(), table(), type(cells), tell(text), undo(),
    // redo(), help(), reason(), where(row, column), addPerson()}
    constructor(grid) {
        this.grid = grid;
        this.at = { r: 0, c: FIRST };
        this.anchor = { r: 0, c: FIRST };
        this.start = FIRST; // the column to which Enter returns
        this.buffer = null;
    }

    get rows() {
        return this.grid.sheet.rows;
    }

    get columns() {
        return this.grid.columns();
    }

    cell(r, c) {
        return this.grid.table()?.tBodies[0].rows[r]?.cells[LEAD + c];
    }

    placeOf(target) {
        const cell = target.closest?.("td[data-c]");
        if (!cell) {
            return null;
        }
        const { sectionRowIndex: shown, dataset } = cell.parentElement;
        const isRow = (row) => row?.drawn === dataset.row;
        // Rows may have come or gone since they were drawn.
        const r = isRow(this.rows[shown]) ? shown : this.rows.findIndex(isRow);
        return r < 0 ? null : { r, c: Number(cell.dataset.c) };
    }

    // -- focus and choice

    go(r, c, { extend = false, keepStart = false } = {}) {
        const place = {
            r: Math.max(0, Math.min(r, this.rows.length - 1)),
            c: Math.max(0, Math.min(c, this.columns.length - 1)),
        };
        this.buffer = null;
        this.extends = extend;
        this.start = keepStart ? this.start : place.c;
        this.cell(place.r, place.c)?.focus();
    }

    // The focus came, by key, mouse or assistive technology.
    focused(target) {
        const place = this.placeOf(target);
        if (!place) {
            return;
        }
        const before = this.cell(this.at.r, this.at.c);
        if (before && before !== target) {
            before.tabIndex = -1;
        }
        target.tabIndex = 0;
        if (place.r !== this.at.r || place.c !== this.at.c) {
            this.buffer = null;
        }
        this.at = place;
        this.leaving = false;
        if (!this.extends) {
            this.anchor = place;
        }
        this.extends = false;
        this.markRange();
        this.grid.where(this.rows[place.r], this.columns[place.c]);
    }

    range() {
        const [top, bottom] = [this.at.r, this.anchor.r].sort((a, b) => a - b);
        const [left, right] = [this.at.c, this.anchor.c].sort((a, b) => a - b);
        return { top, bottom, left, right };
    }

    markRange() {
        for (const cell of this.marked || []) {
            cell.classList.remove("o_cdht_chosen");
        }
        const { top, bottom, left, right } = this.range();
        this.marked = [];
        if (top === bottom && left === right) {
            return;
        }
        for (let r = top; r <= bottom; r++) {
            for (let c = left; c <= right; c++) {
                const cell = this.cell(r, c);
                if (cell) {
                    cell.classList.add("o_cdht_chosen");
                    this.marked.push(cell);
                }
            }
        }
    }

    // [[row, column]] of what is chosen, line by line.
    chosen() {
        const { top, bottom, left, right } = this.range();
        return this.rows
            .slice(top, bottom + 1)
            .map((row) => this.columns.slice(left, right + 1).map((column) => [row, column]));
    }

    mouseDown(ev) {
        const place = this.placeOf(ev.target);
        if (place && ev.button === 0) {
            ev.preventDefault();
            this.dragging = true;
            this.go(place.r, place.c, { extend: ev.shiftKey });
        }
    }

    mouseOver(ev) {
        const place = this.dragging && this.placeOf(ev.target);
        if (ev.buttons !== 1) {
            this.dragging = false;
        } else if (place) {
            this.go(place.r, place.c, { extend: true });
        }
    }

    // -- keys

    key(ev) {
        const place = this.placeOf(ev.target);
        if (ev.isComposing || ev.altKey || !place) {
            return;
        }
        if (this.grid.scanned.key(ev)) {
            ev.preventDefault();
            return;
        }
        const { r, c } = (this.at = place);
        if (ev.ctrlKey || ev.metaKey ? this.command(ev, r, c) : this.plainKey(ev, r, c)) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    }

    command(ev, r, c) {
        const key = ev.key.toLowerCase();
        const last = { r: this.rows.length - 1, c: this.columns.length - 1 };
        if (key === "z") {
            this.goTo(ev.shiftKey ? this.grid.redo() : this.grid.undo());
        } else if (key === "y") {
            this.goTo(this.grid.redo());
        } else if (key === "home") {
            this.go(0, FIRST, { extend: ev.shiftKey });
        } else if (key === "end") {
            this.go(last.r, last.c, { extend: ev.shiftKey });
        } else if (key === "a") {
            this.go(0, FIRST);
            this.go(last.r, last.c, { extend: true });
        } else {
            return false;
        }
        return true;
    }

    goTo(step) {
        const r = this.rows.findIndex((row) => row.key === step?.row?.key);
        const c = this.columns.findIndex((column) => column.key === step?.key);
        if (r >= 0 && c >= 0) {
            this.go(r, c);
        }
    }

    plainKey(ev, r, c) {
        const move = MOVES[ev.key];
        if (move) {
            this.go(r + move[0], c + move[1], { extend: ev.shiftKey });
        } else if (ev.key === "Home" || ev.key === "End") {
            this.go(r, ev.key === "Home" ? FIRST : this.columns.length - 1, { extend: ev.shiftKey });
        } else if (ev.key === "Enter" && !ev.shiftKey && r === this.rows.length - 1) {
            this.grid.addPerson();
        } else if (ev.key === "Enter") {
            this.go(r + (ev.shiftKey ? -1 : 1), this.start);
        } else if (ev.key === "Tab") {
            return this.tab(ev.shiftKey, r, c);
        } else if (this.columns[c].key === GROUP && ev.key.length === 1 && ev.key !== "?") {
            this.group(ev.key, r, c);
        } else if (/^\d$/.test(ev.key)) {
            this.digit(ev.key, r, c);
        } else if (ev.key === "Delete" || ev.key === "Backspace") {
            this.buffer = null;
            this.grid.type(this.chosen().flat().map(([row, column]) => [row, column.key, false]));
        } else if (ev.key === "Escape") {
            this.escape(r, c);
        } else if (ev.key === " ") {
            this.tick(r, c);
        } else if (ev.key === "?") {
            this.grid.help();
        } else if (ev.key.toLowerCase() === "l") {
            this.grid.reason();
        } else if (ev.key.length === 1) {
            this.grid.tell("digits");
        } else {
            return false;
        }
        return true;
    }

    // From the last cell, and after Esc, the key leaves the grid as everywhere. It goes
    // by the group, to which an arrow or the mouse leads.
    tab(back, r, c) {
        const next = c + (back ? -1 : 1);
        const last = this.columns.length - 1;
        const row = next < FIRST ? r - 1 : next > last ? r + 1 : r;
        if (this.leaving || row < 0 || row >= this.rows.length) {
            return false;
        }
        this.go(row, next < FIRST ? last : next > last ? FIRST : next, { keepStart: row === r });
        return true;
    }

    escape(r, c) {
        if (this.anchor.r !== r || this.anchor.c !== c) {
            this.go(r, c);
        }
        this.buffer = null;
        this.leaving = true;
        this.grid.tell("leave");
    }

    // The number of the group, or the beginning of its name as soon as one is meant.
    // After letters the cursor stays: who types the whole name types it here.
    group(sign, r, c) {
        const text = (this.buffer || "") + sign;
        const found = groupsOf(text, this.grid.sheet.groups);
        this.buffer = found.length ? text : null;
        if (found.length !== 1) {
            this.grid.tell("group");
            return;
        }
        const refused = this.grid.type([[this.rows[r], GROUP, found[0][0]]]);
        if (!refused && /^\d$/.test(sign)) {
            this.go(r, c + 1, { keepStart: true });
        }
    }

    digit(sign, r, c) {
        const column = this.columns[c];
        if (column.key === "paper") {
            this.grid.tell("tick");
            return;
        }
        const text = (this.buffer || "") + sign;
        const refused = this.grid.type([[this.rows[r], column.key, Number(text)]]);
        this.anchor = this.at;
        this.markRange();
        if (refused || text.length > 3) {
            this.buffer = null;
            return;
        }
        this.buffer = text;
        const { high } = this.grid.sheet.rule;
        const isWhole = Number(text) > 0 && Number(text) <= high;
        if (isWhole && Number(text) * 10 > high) {
            this.advance(r, c);
        }
    }

    // No further digit can follow: on to the next score, from the last to the next row.
    advance(r, c) {
        if (this.columns[c + 1] && this.columns[c + 1].key !== "paper") {
            this.go(r, c + 1, { keepStart: true });
        } else if (r + 1 < this.rows.length) {
            this.go(r + 1, this.start);
        } else {
            this.buffer = null;
        }
    }

    // Evidence on paper: of this indicator, or of all ten.
    tick(r, c) {
        const { key } = this.columns[c];
        const [row, { sheet }] = [this.rows[r], this.grid];
        const one = key === "paper" ? "paper" : `paper_evidence:${key.split(":")[1]}`;
        const now = one === "paper" ? sheet.paper(row) === "×" : sheet.shown(row, one);
        this.grid.type([[row, one, !now]]);
    }
}
