import { Component, onMounted, onPatched, onWillStart, onWillUnmount, reactive, toRaw, useExternalListener, useRef, useState } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { session } from "@web/session";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Added } from "./added";
import { CellKeys } from "./cell_keys";
import { formatBlock, parseBlock, wholeGrid } from "./clipboard";
import { HelpDialog, PersonDialog, ReasonDialog } from "./dialogs";
import { EntryRow } from "./entry_row";
import { EntryStatus } from "./entry_status";
import { GROUP, inShort } from "./groups";
import { headsOf, titlesOf } from "./heads";
import { NewPerson, personOf } from "./new_person";
import { PersonCard, PersonTotal } from "./person_card";
import { PersonMoves } from "./person_moves";
import { problemOf, problemsOf } from "./problems";
import { ScannedKeys } from "./scanned_keys";
import { columnsOf, FIRST, Sheet } from "./sheet";
import { Unsent } from "./unsent";
import { hintOf, namesOf } from "./words";

const REFRESH = 60000; // ms
const IN_PAIRS = "cdht_entry_in_pairs";

/** The scores of a unit's meeting, typed in as fast as one reads them. */
export class EntryGrid extends Component {
    static template = "cdht_module.EntryGrid";
    static components = { Layout, EntryRow, EntryStatus, NewPerson, PersonCard, PersonMoves, PersonTotal };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.ui = useService("ui");
        this.table = useRef("table");
        this.foot = useRef("foot");
        this.one = useRef("one");
        this.added = new Added();
        this.display = { controlPanel: {} };
        this.state = useState({
            said: "", waits: "", waitsText: "", locked: "", current: 0, filled: "",
            inPairs: localStorage.getItem(IN_PAIRS) === "1",
            unsent: 0, waiting: 0, unknown: 0, problems: [], canUndo: false, canRedo: false, reasons: 0,
            unlock: "", who: "", choices: "", off: null,
        });
        useSetupAction({ getLocalState: () => this.place() });
        onWillStart(() => this.open());
        onMounted(() => this.begin());
        onPatched(() => this.arrive());
        onWillUnmount(() => this.end());
        useExternalListener(window, "online", () => this.unsent.again());
        useExternalListener(window, "focus", () => this.refresh());
        // A window closed, which this screen may not have opened.
        useBus(this.ui.bus, "active-element-changed", () => this.grid?.asks_who && this.refresh());
        useExternalListener(window, "beforeunload", (ev) => this.leave(ev));
        useExternalListener(document, "copy", (ev) => this.copy(ev));
        useExternalListener(document, "paste", (ev) => this.paste(ev));
        useExternalListener(window, "mouseup", () => (this.keys.dragging = false));
    }

    get proposalId() {
        const { context, params } = this.props.action;
        return context.active_id || params?.active_id;
    }

    call(method, ...args) {
        return this.orm.silent.call("cdht.proposal", method, [[this.proposalId], ...args]);
    }

    async open() {
        this.grid = await this.orm.call("cdht.proposal", "read_entry", [[this.proposalId]]);
        this.env.config.setDisplayName(this.grid.title);
        this.sheet = new Sheet(this.grid);
        this.rows = useStateOf(this, this.sheet.rows);
        this.unsent = new Unsent({
            sheet: this.sheet,
            whose: `grid/${session.db}/${user.userId}/${this.proposalId}`,
            call: (...call) => this.call(...call),
            tell: (reason, text) => this.tellWaiting(reason, text),
            met: (there, row) => this.meet(there, row),
            entered: (row, said) => this.enter(row, said),
        });
        this.keys = new CellKeys({
            sheet: this.sheet,
            columns: () => this.columns,
            table: () => this.table.el,
            type: (cells) => this.type(cells),
            tell: (what) => (this.state.said = hintOf(what)),
            undo: () => this.undo(),
            redo: () => this.redo(),
            help: () => this.help(),
            reason: () => this.askReason(),
            where: (row, column) => this.showLock(row, column),
            addPerson: () => this.addPerson(),
            scanned: new ScannedKeys({
                mark: () => this.sheet.done.at(-1),
                back: (mark) => this.takeBack(mark),
                postpone: () => this.unsent.postpone(),
                take: (card) => this.takeCard(card),
            }),
        });
        this.setColumns();
        await this.unsent.open();
        this.count();
    }

    begin() {
        this.timer = setInterval(() => this.refresh(), REFRESH);
        const person = this.props.action.context.cdht_person;
        const { rows } = this.sheet;
        const left = this.props.state && rows.find((one) => one.key === this.props.state.row);
        this.state.off = this.props.state?.off || null;
        const row = rows.find((one) => one.id === person) || rows[0];
        if (left) {
            this.goTo(left, this.props.state.column);
        } else if (row) {
            this.goTo(row, person && row.state === "self_assessed" ? this.sheet.indicators.length + FIRST : FIRST);
        } else if (this.foot.el) {
            this.addPerson();
        }
    }

    // Who was taken off the list and is not back on it.
    get off() {
        const { off } = this.state;
        return this.rows.some((one) => one.citizen === off?.citizen) ? null : off;
    }

    // Where one was, for when the grid is drawn anew behind a window.
    place() {
        const row = this.ui.isSmall ? this.current : this.at;
        return { row: row?.key, column: this.keys?.at.c, off: this.leaving };
    }

    end() {
        clearInterval(this.timer);
        this.unsent.close();
    }

    leave(ev) {
        if (!this.unsent.isKept && this.state.unsent + this.state.waiting + this.state.unknown) {
            ev.preventDefault();
        }
    }

    // -- what is shown

    setColumns() {
        const { sheet: { indicators }, state: { inPairs } } = this;
        this.columns = columnsOf(indicators, inPairs);
        this.heads = headsOf(indicators, inPairs);
        this.under = titlesOf(this.columns, indicators, inPairs);
    }

    toggleOrder() {
        this.state.inPairs = !this.state.inPairs;
        localStorage.setItem(IN_PAIRS, this.state.inPairs ? "1" : "0");
        this.setColumns();
    }

    get current() {
        return this.rows[Math.min(this.state.current, this.rows.length - 1)];
    }

    showLock(row, column) {
        const why = this.sheet.lockOf(row, column.key);
        this.at = row;
        Object.assign(this.state, {
            who: row.name, locked: why, unlock: why ? this.unlockOf(row) : "",
            choices: column.key === GROUP && !why ? inShort(this.sheet.groups) : "",
        });
    }

    // By which move what is locked for this person opens again.
    unlockOf(row) {
        const isOwnSent = row.locks.self_score && !row.locks.appraised_score;
        const unlock = { self_assessed: isOwnSent && "return", appraised: "reopen" };
        return unlock[row.state] || "";
    }

    tellWaiting(reason, text) {
        Object.assign(this.state, { waits: reason, waitsText: text });
        this.added.wait(reason);
        this.count();
    }

    // Soon, once for all that one act changed; that there is something, at once.
    countSoon() {
        this.state.unsent = this.state.unsent || 1;
        clearTimeout(this.counting);
        this.counting = setTimeout(() => this.count(), 150);
    }

    count() {
        const { state, sheet } = this;
        const rows = toRaw(sheet.rows); // read, not watched
        const counts = sheet.counts(rows);
        const problems = counts.problems ? problemsOf(this.sheet) : [];
        if (problems.length || state.problems.length) {
            state.problems = problems;
        }
        if (problems.some((one) => one.row.person)) {
            this.closeDialog?.(); // on a phone they stand behind it
        }
        Object.assign(state, {
            unsent: counts.unsent, waiting: counts.waits, unknown: counts.who,
            canUndo: Boolean(sheet.done.length), canRedo: Boolean(sheet.undone.length),
            reasons: rows.reduce((sum, row) => sum + sheet.missingReasons(row).length, 0),
        });
    }

    problem(row, key, cell) {
        return problemOf(this.sheet, row, key, cell);
    }

    keepTheirs({ row, key, kind }) {
        const cell = row.typed[key];
        if (kind === "conflict") {
            row.values[key] = cell.now;
        }
        this.sheet.keepTheirs(row, key);
        this.count();
    }

    keepMine({ row, key }) {
        this.sheet.keepMine(row, key);
        this.count();
    }

    // The button that was pressed goes: the focus comes to whom it was about.
    answerPerson({ row }, answer) {
        this.arriving = { row, column: FIRST };
        this.unsent.answerPerson(row, answer);
        this.count();
    }

    async dropPerson({ row }) {
        const beside = this.sheet.rows[row.number] || this.sheet.rows[row.number - 2];
        this.arriving = beside && { row: beside, column: FIRST };
        await this.unsent.dropPerson(row);
        this.count();
        if (!beside) {
            this.addPerson();
        }
    }

    async forgetLost(entry) {
        await this.unsent.forget(entry);
        this.render();
    }

    // -- typing

    // The first refusal, or nothing.
    type(cells) {
        let refused = "";
        this.sheet.group(() => {
            for (const [row, key, value] of cells) {
                const why = this.sheet.type(row, key, value);
                refused = refused || why;
            }
        });
        this.state.said = refused;
        this.countSoon();
        return refused;
    }

    undo() {
        return this.stepped(this.sheet.undo(), (what) => _t("%(count)s cells undone: %(names)s.", what));
    }

    redo() {
        return this.stepped(this.sheet.redo(), (what) => _t("%(count)s cells redone: %(names)s.", what));
    }

    // By the button: the cursor, or the person's card, goes there as by the keys.
    undoHere() {
        const step = this.undo();
        if (step?.row) {
            this.state.current = step.row.number - 1;
            this.keys.goTo(step);
        }
    }

    stepped(step, done) {
        if (step) {
            const { back, left } = step;
            this.state.said = [
                back.length && done({ count: back.length, names: namesOf(back) }),
                left.length &&
                    _t("%(count)s cells of %(names)s have changed since or are locked: they stay.", {
                        count: left.length, names: namesOf(left),
                    }),
            ].filter(Boolean).join(" ");
        }
        this.countSoon();
        return step;
    }

    get isInGrid() {
        return this.table.el?.contains(document.activeElement) && document.activeElement.closest("td[data-c]");
    }

    copy(ev) {
        if (this.whole) {
            ev.clipboardData.setData("text/plain", this.whole);
            ev.preventDefault();
            this.whole = "";
        } else if (this.isInGrid) {
            const text = this.keys.chosen().map((cells) => cells.map(([row, column]) => this.sheet.text(row, column.key)));
            ev.clipboardData.setData("text/plain", formatBlock(text));
            ev.preventDefault();
        }
    }

    paste(ev) {
        if (!this.isInGrid) {
            return;
        }
        ev.preventDefault();
        const block = parseBlock(ev.clipboardData.getData("text/plain"));
        const { top, left, bottom, right } = this.keys.range();
        const fills = block.length === 1 && block[0].length === 1;
        const rows = fills ? bottom - top + 1 : block.length;
        const width = fills ? right - left + 1 : Math.max(...block.map((line) => line.length));
        const cells = [];
        for (let r = 0; r < rows; r++) {
            for (let c = 0; c < width; c++) {
                const [row, column] = [this.sheet.rows[top + r], this.columns[left + c]];
                const text = (fills ? block[0][0] : block[r][c]) || "";
                // A blank takes nothing away.
                if (row && column && text.trim()) {
                    cells.push([row, column.key, this.sheet.read(column.key, text)]);
                }
            }
        }
        const refused = this.type(cells);
        const over = Math.max(0, top + rows - this.sheet.rows.length);
        const beside = Math.max(0, left + width - this.columns.length);
        this.state.said = [
            _t("%s cells pasted.", cells.length),
            over && _t("%s lines did not find a row.", over),
            beside && _t("%s columns did not find a place.", beside),
            refused,
        ].filter(Boolean).join(" ");
    }

    copyAll() {
        // The clipboard's own interface is missing where the address is not https.
        this.whole = wholeGrid(this.sheet, this.columns);
        document.execCommand("copy");
        this.state.said = this.whole
            ? _t("This browser does not copy: choose all cells by Ctrl+A and press Ctrl+C.")
            : _t("The whole grid was copied; paste it into Excel.");
        this.whole = "";
    }

    // -- what the buttons do

    help() {
        this.dialog.add(HelpDialog, {}, { onClose: () => this.back() });
    }

    // The focus comes back to the cell from which a window was opened.
    back() {
        this.keys.cell(this.keys.at.r, this.keys.at.c)?.focus();
    }

    askReason() {
        const cells = this.sheet.reasonsFor(this.keys.chosen().flat());
        if (!cells.length) {
            this.state.said = _t("No differing score lacks its reason.");
            return;
        }
        this.dialog.add(
            ReasonDialog,
            { count: cells.length, give: (reason) => this.type(cells.map((cell) => [...cell, reason])) },
            { onClose: () => this.back() }
        );
    }

    // -- who is not on the list yet

    addPerson() {
        const name = this.foot.el?.querySelector("[name=person_name]");
        if (name) {
            name.focus();
        } else if (this.grid.is_open && this.ui.isSmall) {
            const { grid: { genders, groups }, added } = this;
            added.forget();
            const add = (person) => this.enterPerson(person);
            this.closeDialog = this.dialog.add(PersonDialog, { genders, groups, add, added });
        }
    }

    enterPerson(person) {
        const row = this.sheet.addPerson(`new-${Date.now()}-${Math.random()}`, person);
        this.unsent.keep(row, []);
        this.added.sending(row);
        this.arriving = { row, column: FIRST };
        this.state.current = this.sheet.rows.length - 1;
        this.state.said = "";
        this.count();
    }

    // The card of somebody, known here or not: the server tells.
    takeCard(card) {
        if (!card) {
            this.state.said = _t("This is not the code of a citizen's card.");
        } else if (this.grid.is_open) {
            this.enterPerson(personOf(card));
        }
    }

    // Scores that were no scores but the beginning of a card's code.
    takeBack(mark) {
        const { done, undone } = this.sheet;
        while (done.length && done.at(-1) !== mark) {
            this.sheet.undo();
            undone.pop();
        }
        this.countSoon();
    }

    // A person who was added stands on the list already.
    meet(there, row) {
        const shown = this.ui.isSmall ? this.state.current === row.number - 1 : this.isIn(row);
        if (shown || this.arriving?.row === row) {
            this.arriving = { row: there, column: this.keys.at.c };
        }
        const { name, number } = there;
        this.state.said = _t("%(name)s stands on the list already, as number %(number)s.", { name, number });
        this.added.met(row, this.state.said);
    }

    // A person who was added has a row of their own.
    enter(row, said) {
        this.state.said = said || this.state.said;
        this.added.entered(row, said);
    }

    isHere(row) {
        return this.rows.some((one) => one.drawn === row.drawn);
    }

    isIn(row) {
        return document.activeElement?.closest("tr")?.dataset.row === row.drawn;
    }

    // The focus comes to a row once it is drawn.
    arrive() {
        if (this.arriving) {
            const { row, column } = this.arriving;
            this.arriving = null;
            this.goTo(row, column);
        }
    }

    goTo(row, column) {
        const place = this.sheet.rows.findIndex((one) => one.drawn === row.drawn);
        this.state.current = Math.max(0, place);
        this.keys.go(place, column);
    }

    // All that was typed is on the server, or it is said what is not.
    async isSaved() {
        const isSent = await this.unsent.sendNow();
        this.count();
        if (!isSent || this.state.problems.length) {
            this.state.said = _t("First what is typed has to be saved.");
            return false;
        }
        return true;
    }

    async asSelfScored() {
        if (!(await this.isSaved())) {
            return;
        }
        const { left } = await this.unsent.act(() =>
            this.orm.call("cdht.proposal", "action_enter_as_self_scored", [[this.proposalId]])
        );
        this.state.filled = left ? _t("Their ten own scores do not stand yet, or they are locked: %s.", left) : "";
        this.state.said = _t("Blank appraised scores are as self-scored now.");
        this.count();
    }

    async appraise() {
        if (await this.isSaved()) {
            const action = await this.orm.call("cdht.proposal", "action_ask_appraise", [[this.proposalId]]);
            await this.action.doAction(action);
            await this.reload();
        }
    }

    // Correct what is locked: with a reason, as everywhere.
    unlock(row) {
        const name = this.unlockOf(row) === "return" ? "return_assessment" : "reopen";
        return this.ask(name, row);
    }

    // A move of one person's dossier, by the window that asks for its reason.
    ask(name, { id }, more = {}) {
        return this.action.doAction(`cdht_module.action_cdht_reason_${name}`, {
            additionalContext: { active_model: "cdht.assessment", active_id: id, active_ids: [id], ...more },
            onClose: (info) => this.closed(info),
        });
    }

    // A wrong person leaves the list; “Restore” brings them back with their scores.
    async takeOff(row) {
        if (row.person) {
            return this.dropPerson({ row });
        }
        await this.unsent.sendNow();
        this.leaving = { id: row.id, name: row.name, citizen: row.citizen };
        return this.ask("withdraw", row, { default_reason: _t("Entered on the list by mistake") });
    }

    async bringBack() {
        await this.orm.call("cdht.assessment", "action_restore", [[this.state.off.id], _t("Taken off the list by mistake")]);
        this.state.off = this.leaving = null;
        await this.reload({ inOrder: true });
    }

    openDossier(row) {
        this.action.doAction({
            type: "ir.actions.act_window", res_model: "cdht.assessment", res_id: row.id, views: [[false, "form"]],
        });
    }

    openList() {
        this.action.doAction({
            type: "ir.actions.act_window", res_model: "cdht.proposal", res_id: this.proposalId, views: [[false, "form"]],
        });
    }

    sayWho() {
        this.action.doAction("cdht_module.action_cdht_own_person", { onClose: (info) => this.closed(info) });
    }

    // A window that leads elsewhere, or to a new grid, takes this one from the screen.
    closed({ noReload } = {}) {
        return noReload ? undefined : this.reload();
    }

    async reload({ inOrder = false } = {}) {
        this.sheet.askAgain();
        await this.unsent.sendNow();
        Object.assign(this.grid, await this.orm.call("cdht.proposal", "read_entry", [[this.proposalId]]));
        this.sheet.update(this.grid, { inOrder });
        this.state.filled = "";
        this.showLock(this.at || this.sheet.rows[0] || this.sheet.newRow(""), this.columns[this.keys.at.c]);
        this.count();
        this.render();
    }

    // What others typed meanwhile, where one types nothing at the moment.
    async refresh() {
        if (document.hidden || this.unsent.sending || this.state.unsent) {
            return;
        }
        try {
            const { answered } = this.unsent;
            const grid = await this.call("read_entry");
            // What was saved meanwhile may be missing in it.
            if (!this.unsent.sending && answered === this.unsent.answered) {
                this.sheet.update(grid);
                if (this.grid.asks_who !== grid.asks_who) {
                    this.grid.asks_who = grid.asks_who;
                    this.sheet.askAgain();
                    this.render();
                }
                this.unsent.sendSoon();
            }
        } catch {
            // The next save tells what is wrong.
        }
    }

    step(by) {
        this.state.current = Math.max(0, Math.min(this.state.current + by, this.rows.length - 1));
        this.one.el.scrollIntoView(); // one comes from the end of the card before
    }
}

// As useState, of what is there only once the server has answered.
function useStateOf(component, target) {
    return reactive(target, () => component.render());
}

registry.category("actions").add("cdht_entry_grid", EntryGrid);
