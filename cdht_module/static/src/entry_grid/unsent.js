// Saves what is typed as one goes. It is kept on this device first, and leaves it only
// when the server has it: a cut connection, a closed window, an answer that was lost
// and a colleague in the same grid lose nothing.

import { ConnectionLostError } from "@web/core/network/rpc";
import { unsentStore } from "../unsent_store";

const SOON = 400; // ms after a key
const WAIT = 5000; // doubled while it does not work
const LONGEST_WAIT = 120000;
const MOST_CELLS = 1000; // in one request

const plain = (cell) => ({ value: cell.value, known: [...cell.known] });

const LEADS_ON = /RedirectWarning|NextStep/;

// What a server's refusal says; one that leads to a window holds that beside its words.
function sentenceOf(error) {
    const { message, arguments: parts } = error.data || {};
    return LEADS_ON.test(error.exceptionName) ? parts[0] : message || "";
}

// Whom the server refused, or asks about: it waits for whoever types.
const isHeld = (person) => Boolean(person.refused || person.asks);

// A device that keeps nothing: then one is warned before the page is closed.
const NOTHING_KEPT = { all: async () => [], changeText: async () => {} };

export class Unsent {
    // `call(method, ...arguments)` asks the server; `tell(reason, text)` says why
    // something waits (“”, offline, login, refused); `met(row)`: a new person turns out
    // to stand in that row already; `entered(row, said)`: one got a row of their own.
    constructor({ sheet, whose, call, tell, met, entered }) {
        Object.assign(this, { sheet, whose, call, tell, met, entered });
        this.sending = null;
        this.wait = WAIT;
        this.answered = 0; // saves
        this.pending = new Map(); // what is to be kept on the device
        this.keeping = Promise.resolve();
        this.lost = []; // kept of people who are not on the list any more
        sheet.changed = (row, key) => this.keep(row, [key]);
    }

    async open() {
        try {
            this.store = await unsentStore(this.whose);
        } catch {
            this.store = NOTHING_KEPT;
        }
        this.isKept = this.store !== NOTHING_KEPT;
        const rows = new Map(this.sheet.rows.map((row) => [row.key, row]));
        for (const entry of await this.store.all()) {
            const row =
                rows.get(entry.step) ||
                (entry.person && this.sheet.addPerson(entry.step, entry.person));
            if (!row) {
                this.lost.push(entry);
                continue;
            }
            for (const [key, cell] of Object.entries(entry.cells || {})) {
                const status = this.sheet.isBad(key, cell.value) ? "bad" : "";
                row.typed[key] = { ...cell, status, text: "", now: false };
            }
        }
        this.sendSoon();
    }

    close() {
        this.isClosed = true;
        clearTimeout(this.timer);
        this.sendAll();
    }

    async forget(entry) {
        await this.store.drop(entry.key);
        this.lost = this.lost.filter((one) => one !== entry);
    }

    // -- on the device

    keep(row, keys) {
        this.note(row, keys);
        this.sendSoon();
    }

    // All that one act changes (a pasted block) is kept by one transaction a row.
    note(row, keys) {
        const there = this.pending.get(row.key);
        this.pending.set(row.key, { row, keys: [...(there?.keys || []), ...keys] });
        if (!this.isNoted) {
            this.isNoted = true;
            this.keeping = this.keeping.then(() => this.keepPending());
        }
    }

    async keepPending() {
        this.isNoted = false;
        const pending = [...this.pending.values()];
        this.pending.clear();
        await Promise.all(pending.map(({ row, keys }) => this.keepRow(row, keys)));
    }

    keepRow(row, keys) {
        // As it is now, not as it will be when the transaction begins.
        const now = keys.map((key) => [key, row.typed[key] && plain(row.typed[key])]);
        const { key, name, person } = row;
        const { refused, asks, ...kept } = person || {};
        return this.store
            .changeText(key, (entry) => {
                const cells = { ...entry?.cells };
                for (const [one, cell] of now) {
                    if (cell) {
                        cells[one] = cell;
                    } else {
                        delete cells[one];
                    }
                }
                const isEmpty = !person && !Object.keys(cells).length;
                return isEmpty ? null : { ...entry, cells, name, person: person && kept };
            })
            .catch(() => (this.isKept = false));
    }

    // -- to the server

    sendSoon(wait = SOON) {
        if (!this.timer && !this.isClosed) {
            this.timer = setTimeout(() => {
                this.timer = null;
                this.sendNow();
            }, wait);
        }
    }

    // What comes too fast for a hand may be taken back in a moment.
    postpone() {
        if (this.timer) {
            clearTimeout(this.timer);
            this.timer = null;
            this.sendSoon();
        }
    }

    // Once more after what is under way, so that what was typed meanwhile goes too.
    async sendNow() {
        clearTimeout(this.timer);
        this.timer = null;
        await this.sending;
        return this.sendAll();
    }

    sendAll() {
        this.sending = this.sending || this.attempt().finally(() => (this.sending = null));
        return this.sending;
    }

    async attempt() {
        this.reason = "";
        try {
            for (const row of this.sheet.rows.filter((one) => one.person && !isHeld(one.person))) {
                await this.sendPerson(row);
            }
            for (let batch = this.batch(); batch.length; batch = this.batch()) {
                await this.sendBatch(batch);
            }
            this.wait = WAIT;
            this.tell("", "");
        } catch (error) {
            this.fail(error);
        }
        return !this.reason;
    }

    fail(error) {
        for (const row of this.sheet.rows) {
            for (const cell of Object.values(row.typed)) {
                cell.status = cell.status === "sending" ? "" : cell.status;
            }
        }
        const isExpired = /SessionExpired|Forbidden/.test(error.exceptionName || "");
        const isOffline = error instanceof ConnectionLostError || !error.exceptionName;
        this.reason = isExpired ? "login" : isOffline ? "offline" : "refused";
        this.tell(this.reason, sentenceOf(error));
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        this.sendSoon(this.wait);
    }

    // The connection is there again.
    again() {
        this.wait = WAIT;
        this.sendNow();
    }

    // Cells of rows in which something is to be sent, those that wait with them.
    batch() {
        const batch = [];
        for (const row of this.sheet.rows) {
            const keys = this.sheet.typedKeys(row);
            if (!row.id || !this.sheet.keysToSend(row).length) {
                continue;
            }
            const ready = keys.filter((key) => ["", "waits"].includes(row.typed[key].status));
            if (batch.length && batch.length + ready.length > MOST_CELLS) {
                break;
            }
            batch.push(...ready.map((key) => ({ row, key, value: row.typed[key].value })));
        }
        return batch;
    }

    async sendBatch(batch) {
        const cells = batch.map(({ row, key, value }) => {
            const [field, indicator] = key.split(":");
            const known = [...row.typed[key].known];
            this.sheet.noteSent(row, key);
            return { dossier: row.id, indicator: Number(indicator) || false, field, value, known };
        });
        await this.keepBatch(batch);
        const { rows, answers } = await this.call("action_enter", cells);
        this.answered += 1;
        this.takeRows(rows);
        batch.forEach(({ row, key, value }, place) =>
            this.sheet.settle(row, key, value, answers[place])
        );
        await this.keepBatch(batch);
    }

    // A button that fills cells: what is typed meanwhile is sent after it, and what it
    // filled there is one's own doing.
    async act(ask) {
        this.sending = ask().finally(() => (this.sending = null));
        const answer = await this.sending;
        const meanwhile = this.sheet.rows.map((row) => [row, this.sheet.keysToSend(row)]);
        this.takeRows(answer.rows);
        meanwhile.forEach(([row, keys]) => this.sheet.seeAgain(row, keys));
        this.sendSoon();
        return answer;
    }

    keepBatch(batch) {
        for (const { row, key } of batch) {
            this.note(row, [key]);
        }
        return this.keeping;
    }

    takeRows(rows) {
        const byId = new Map(this.sheet.rows.map((row) => [row.id, row]));
        for (const one of rows) {
            const row = byId.get(one.id);
            if (row) {
                this.sheet.take(row, one);
            }
        }
    }

    // A person who is saved goes on as a row of that dossier, with what was typed.
    async sendPerson(row) {
        let answer = null;
        try {
            answer = await this.call("action_enter_person", { ...row.person });
        } catch (error) {
            const name = error.exceptionName || "";
            if (!LEADS_ON.test(name) && !/UserError|ValidationError|AccessError/.test(name)) {
                this.askAnew(row);
                throw error;
            }
            row.person = { ...row.person, refused: sentenceOf(error) };
            return;
        }
        if (answer.asks) {
            row.person = { ...row.person, asks: answer.asks };
            return;
        }
        const there = this.sheet.rows.find((one) => one.id === answer.row.id);
        const before = row.key;
        await this.keeping;
        if (there) {
            Object.assign(there.typed, row.typed);
            this.sheet.remove(row);
            this.met(there, row);
        } else {
            row.key = String(answer.row.id);
            this.sheet.take(row, answer.row);
            this.entered(row, answer.said);
        }
        const kept = there || row;
        await this.keepRow(kept, this.sheet.typedKeys(kept));
        await this.store.changeText(before, () => null);
    }

    // It may have arrived though its answer was lost, and nothing but its name tells this
    // person from the one who was added then: “somebody else” is asked once more.
    askAnew(row) {
        const { answer, ...person } = row.person;
        if (answer === "new" && !person.birth_year && !person.identity_number) {
            row.person = person;
            this.keep(row, []);
        }
    }

    // Who it is: the id of somebody known, or “new”.
    answerPerson(row, answer) {
        const { asks, ...person } = row.person;
        row.person = { ...person, answer };
        this.keep(row, []);
    }

    async dropPerson(row) {
        this.sheet.remove(row);
        await this.store.changeText(row.key, () => null);
    }
}
