import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";

import { readCard } from "../citizen_card";

const REST = 300; // ms after a scanner's last key
// “Lò Văn Mẫu 1980”: both in one go.
const NAME_AND_YEAR = /^(.*\p{L})\s+((?:19|20)\d\d)$/u;
// What a middle name says; proposed, and seen before it is added.
const SEX_OF = { Thị: "female", Văn: "male" };
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const EMPTY = { name: "", birth_year: "", gender: "", group: "", number: "" };

// A person of the grid, of what a card says.
export function personOf({ name, birth_date, gender, identity_number }) {
    return { name, birth_date, birth_year: Number(birth_date.slice(0, 4)), gender, identity_number };
}

/**
 * The line of somebody who is not on the list yet: typed, or read from the card, for
 * which a scanner types into the name. The card's code is kept nowhere.
 */
export class NewPerson extends Component {
    static template = "cdht_module.NewPerson";
    static props = ["genders", "groups", "add", "leave?", "refused?", "hasFocus?"];

    setup() {
        this.state = useState({ ...EMPTY, said: "", round: 0 });
        this.sexTyped = "";
        this.nameField = useRef("name");
        this.hasCamera = isBarcodeScannerSupported();
        // Drawn anew for the next person.
        useEffect(() => this.focus(), () => [this.state.round]);
    }

    focus() {
        if (this.props.hasFocus) {
            this.nameField.el.focus();
        }
    }

    get year() {
        const text = this.state.birth_year.trim();
        return /^\d{4}$/.test(text) ? Number(text) : 0;
    }

    get isComplete() {
        const { state } = this;
        return Boolean(state.name.trim()) && (!state.birth_year.trim() || this.isYear);
    }

    // Which years people are born in; the server asks about strange ages.
    get isYear() {
        return this.year >= 1900 && this.year <= new Date().getFullYear();
    }

    get isCode() {
        return this.state.name.includes("|");
    }

    onName() {
        clearTimeout(this.resting);
        if (this.isCode) {
            this.resting = setTimeout(() => this.takeCode(this.state.name), REST);
            return;
        }
        const [, name, year] = NAME_AND_YEAR.exec(this.state.name) || [];
        if (year) {
            Object.assign(this.state, { name, birth_year: year });
        }
        if (!this.isSexChosen) {
            const middle = this.state.name.normalize().trim().split(/\s+/).slice(1, -1);
            this.state.gender = SEX_OF[middle.find((word) => word in SEX_OF)] || "";
        }
    }

    // “N” may mean Nam and Nữ: neither is taken before the next letter.
    onSexKey(ev) {
        if (ev.key.length !== 1 || ev.key === " " || ev.ctrlKey || ev.altKey || ev.metaKey) {
            return;
        }
        ev.preventDefault();
        const meant = (text) =>
            this.props.genders.filter(([, label]) => plain(label).startsWith(plain(text)));
        const text = meant(this.sexTyped + ev.key).length ? this.sexTyped + ev.key : ev.key;
        const found = meant(text);
        if (found.length) {
            const isSure = found.length === 1;
            this.sexTyped = text;
            this.isSexChosen = true;
            this.state.gender = isSure ? found[0][0] : "";
            this.state.said = isSure
                ? ""
                : _t("“%s” may mean more than one: type the next letter too.", text);
        }
    }

    onKeydown(ev) {
        if (ev.isComposing) {
            return;
        }
        if (this.isCode && ["Enter", "Tab"].includes(ev.key)) {
            ev.preventDefault();
            this.takeCode(this.state.name);
        } else if (ev.key === "Enter" && ev.target.tagName !== "BUTTON") {
            ev.preventDefault();
            this.add();
        } else if (ev.key === "Escape" && this.props.leave) {
            ev.stopPropagation();
            this.props.leave();
        }
    }

    async onCamera() {
        try {
            this.takeCode(await scanBarcode(this.env));
        } catch (error) {
            this.refuse(error.message);
        }
    }

    takeCode(text) {
        clearTimeout(this.resting);
        this.state.name = "";
        const card = text && readCard(text);
        if (card) {
            this.give(personOf(card));
        } else if (text) {
            this.refuse(_t("This is not the code of a citizen's card."));
        }
    }

    refuse(text) {
        this.state.said = text;
        this.props.refused?.();
    }

    add() {
        const { name, gender, group, number } = this.state;
        if (!this.isComplete) {
            this.refuse(
                name.trim()
                    ? _t("The year of birth has four digits and is not after this year.")
                    : _t("Enter the full name.")
            );
            return;
        }
        this.give({
            name: name.trim().replace(/\s+/g, " "),
            birth_year: this.year || false,
            gender: gender || false,
            labour_group_id: group || false,
            identity_number: number.trim() || false,
        });
    }

    give(person) {
        // Drawn anew: a choice of this very moment would stay on screen.
        // The group stays, in its box: most of a village are of one.
        const { group, round } = this.state;
        this.isSexChosen = false;
        this.sexTyped = "";
        Object.assign(this.state, EMPTY, { said: "", round: round + 1, group });
        this.props.add(person);
    }
}
