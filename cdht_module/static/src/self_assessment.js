import {listFiles, showStep, sumUp} from "./indicator_steps.js";
import {shrinkPhoto} from "./shrink_photo.js";
import {unsentStore} from "./unsent_store.js";

// One's ten indicators without waiting for the network. What was typed is kept on the
// device until the server has it: sent again after a cut, it changes nothing twice.
// Nothing leaves the store but by success, or a file that the server refuses for good.

const root = document.documentElement;
const steps = [...document.querySelectorAll("form.step")];
const submit = document.getElementById("submit");
const banner = document.getElementById("kept");
const REVIEW = "/cdht/toi/nop";
const PAUSE = 1000; // ms after the last letter
const formOf = (step) => steps.find((form) => form.dataset.step === String(step));

function say(form, message) {
    form.querySelector(".say").textContent = message;
}

function work(unsent, whose, token) {
    // -- keeping -----------------------------------------------------------------------

    // Keep what a form holds. What another device has saved meanwhile is replaced only
    // when the person says so (`asked`), not in passing.
    async function remember(form, asked) {
        const step = form.dataset.step;
        const input = form.elements.files;
        const chosen = input ? [...input.files].filter((file) => file.size) : [];
        const large = [];
        for (const file of await Promise.all(chosen.map(shrinkPhoto))) {
            if (file.size > Number(input.dataset.most)) {
                large.push(`“${file.name}” ${input.dataset.large}`);
            } else {
                await unsent.keepFile(step, file);
            }
        }
        const before = await unsent.text(step);
        await unsent.keepText(step, {
            version: (before ? before.version : 0) + 1,
            mark: before && !before.refused ? before.mark : form.elements.mark.value,
            score: Number(form.elements.score.value || 0),
            text: form.elements.evidence.value,
            refused: (!asked && before?.refused) || "",
        });
        if (input) {
            input.value = "";
        }
        delete form.dataset.dirty;
        if (asked || large.length) {
            say(form, large.join(" "));
        }
        return !large.length;
    }

    // -- sending -----------------------------------------------------------------------

    function request(entry) {
        const body = entry.file ? new FormData() : new URLSearchParams();
        body.set("csrf_token", token);
        body.set("whose", whose);
        if (entry.file) {
            body.set("only", "files");
            body.set("files", entry.file, entry.file.name);
        } else {
            body.set("mark", entry.mark);
            body.set("score", entry.score || "");
            body.set("evidence", entry.text);
        }
        return fetch(`/cdht/toi/chi-so/${entry.step}`, {
            method: "POST",
            body,
            headers: {Accept: "application/json"},
        });
    }

    // The server has answered about an entry: {message, mark, files …}.
    async function settle(entry, answer) {
        const form = formOf(entry.step);
        if (form && answer.mark) {
            form.elements.mark.value = answer.mark;
            listFiles(form, answer.files, token, whose);
        }
        if (answer.message && form) {
            say(form, answer.message);
        }
        if (entry.file) {
            await unsent.drop(entry.key);
            return;
        }
        const now = await unsent.text(entry.step);
        const isLast = now && now.version === entry.version;
        if (isLast && !answer.message) {
            await unsent.drop(entry.key);
        } else if (now) {
            const refused = isLast ? answer.message : "";
            await unsent.keepText(entry.step, {...now, mark: answer.mark, refused});
        }
    }

    // Send one entry; why it has to wait, or nothing.
    async function sendOne(entry) {
        let response = null;
        try {
            response = await request(entry);
        } catch {
            return "offline";
        }
        if (response.status === 413) {
            const input = formOf(entry.step)?.elements.files;
            const message = input ? `“${entry.file?.name}” ${input.dataset.large}` : "";
            await settle(entry, {message});
            return "";
        }
        const type = response.headers.get("Content-Type") || "";
        if (response.status === 400 || response.status === 401) {
            return "login";
        }
        if (response.status >= 500 || !type.includes("json")) {
            return "busy";
        }
        await settle(entry, await response.json());
        return "";
    }

    async function sendAll() {
        const entries = await unsent.all();
        let reason = "";
        for (const entry of entries.filter((one) => !one.refused)) {
            const wait = await sendOne(entry);
            reason = reason || wait;
            if (wait === "offline" || wait === "login") {
                break;
            }
        }
        return reason;
    }

    async function tell(reason) {
        const refused = (await unsent.all()).filter((entry) => entry.refused);
        const links = refused.flatMap((entry) => {
            const link = document.createElement("a");
            link.href = `/cdht/toi/chi-so/${entry.step}`;
            link.textContent = `chỉ số ${entry.step}`;
            return [" ", link];
        });
        const why = reason || (links.length ? "refused" : "");
        banner.replaceChildren(banner.dataset[why] || "", ...links);
        banner.hidden = !why;
    }

    let sending = null;

    function sendSoon() {
        if (!sending) {
            sending = sendAll()
                .catch(() => "busy")
                .then(async (reason) => {
                    sending = null;
                    await tell(reason);
                    root.dataset.unsent = (await unsent.all()).length;
                    return reason;
                });
        }
        return sending;
    }

    // Whether the server has everything.
    async function sendNow() {
        const reason = await sendSoon();
        if (!reason && (await unsent.all()).some((entry) => !entry.refused)) {
            await sendSoon();
        }
        return !(await unsent.all()).length;
    }

    // -- what the person does ----------------------------------------------------------

    // What was typed is not lost by going elsewhere without saving.
    async function rememberTyped() {
        for (const form of steps.filter((one) => one.dataset.dirty)) {
            await remember(form);
        }
    }

    // Elsewhere, with nothing left behind; without network the page stays.
    async function leaveFor(address) {
        await rememberTyped();
        const isSent = await sendNow();
        if (navigator.onLine && (isSent || address !== REVIEW)) {
            location.assign(address);
        } else if (!navigator.onLine) {
            await tell("offline");
        }
    }

    async function save(form) {
        root.dataset.unsent = "?";
        const following = steps[steps.indexOf(form) + 1];
        let isKept = false;
        try {
            isKept = await remember(form, true);
        } catch {
            form.submit(); // the device is full: as without the script
            return;
        }
        if (isKept && following) {
            showStep(steps, following.dataset.step);
            sendNow();
        } else if (isKept) {
            await leaveFor(REVIEW);
        } else {
            sendNow();
        }
    }

    let pause = null;

    for (const form of steps) {
        form.addEventListener("change", () => sumUp(steps));
        form.addEventListener("input", () => {
            form.dataset.dirty = "1";
            clearTimeout(pause);
            pause = setTimeout(() => rememberTyped().then(sendSoon), PAUSE);
        });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            save(form);
        });
    }

    for (const link of document.querySelectorAll("[data-go]")) {
        link.addEventListener("click", async (event) => {
            event.preventDefault();
            await rememberTyped();
            showStep(steps, link.dataset.go);
            sendNow();
        });
    }

    for (const link of document.querySelectorAll("header a, #review")) {
        link.addEventListener("click", (event) => {
            event.preventDefault();
            leaveFor(link.getAttribute("href"));
        });
    }

    // The forms that delete a file.
    document.addEventListener("submit", (event) => {
        const question = event.target.dataset.confirm;
        if (question && !window.confirm(question)) {
            event.preventDefault();
        }
    });

    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            rememberTyped();
        }
    });

    window.addEventListener("popstate", () => {
        const step = location.pathname.split("/").pop();
        if (formOf(step)) {
            showStep(steps, step, false);
        }
    });

    submit?.addEventListener("submit", async (event) => {
        event.preventDefault();
        const isSent = await sendNow();
        if (!navigator.onLine) {
            say(submit, submit.dataset.offline);
        } else if (isSent) {
            submit.submit();
        } else {
            say(submit, submit.dataset.unsent);
        }
    });

    async function start() {
        for (const entry of await unsent.all()) {
            const form = formOf(entry.step);
            if (!form || entry.file) {
                continue;
            }
            for (const input of form.elements.score) {
                input.checked = Number(input.value) === entry.score;
            }
            form.elements.evidence.value = entry.text;
            say(form, entry.refused || "");
        }
        sumUp(steps);
        const waited = (await unsent.all()).length;
        if ((await sendNow()) && waited && !steps.length) {
            location.reload(); // the page was made before the server had it
        }
        setInterval(sendSoon, 15000);
        window.addEventListener("online", sendSoon);
    }

    return start();
}

async function begin() {
    const first = steps[0] || submit;
    if (!first) {
        return;
    }
    const {whose, csrf_token: token} = first.elements;
    // Where the device keeps nothing, the page works as without the script.
    const unsent = await unsentStore(whose.value);
    await work(unsent, whose.value, token.value);
}

begin()
    .catch(() => {})
    .then(() => {
        root.dataset.ready = "1";
    });
