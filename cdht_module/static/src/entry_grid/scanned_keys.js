// A keyboard scanner over the grid types the code of a citizen's card as if it were
// scores. It is faster than a hand, and the code has twelve digits and a stroke first:
// by the stroke it is known, and what the digits did is taken back.

import { readCard } from "../citizen_card";

const GAP = 60; // ms between two keys of a scanner
const REST = 300; // ms after the last one, where no Enter follows
const DIGITS = 12;

export class ScannedKeys {
    // `mark()`: what stands before a burst of digits; `back(mark)`: to that;
    // `postpone()`: save a little later; `take(card)`: whose card it is, or null.
    constructor({ mark, back, postpone, take }) {
        Object.assign(this, { mark, back, postpone, take });
        this.digits = "";
        this.text = null;
        this.last = 0;
    }

    // Whether a key belongs to a code.
    key(ev) {
        if (this.text !== null) {
            this.inside(ev.key);
            return true;
        }
        if (ev.key.length > 1) {
            return false;
        }
        const isQuick = ev.timeStamp - this.last < GAP;
        this.last = ev.timeStamp;
        if (/^\d$/.test(ev.key)) {
            this.digit(ev.key, isQuick);
            return false;
        }
        const isCode = ev.key === "|" && isQuick && this.digits.length === DIGITS;
        if (isCode) {
            this.back(this.before);
            this.text = this.digits;
            this.inside(ev.key);
        }
        this.digits = "";
        return isCode;
    }

    digit(sign, isQuick) {
        if (!isQuick) {
            this.digits = "";
        }
        if (!this.digits) {
            this.before = this.mark();
        }
        this.digits += sign;
        if (isQuick && this.digits.length <= DIGITS) {
            this.postpone();
        }
    }

    inside(key) {
        clearTimeout(this.resting);
        if (key === "Enter" || key === "Tab") {
            this.end();
            return;
        }
        this.text += key.length === 1 ? key : "";
        this.resting = setTimeout(() => this.end(), REST);
    }

    end() {
        const text = this.text;
        this.text = null;
        this.take(readCard(text));
    }
}
