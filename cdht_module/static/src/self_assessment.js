import {shrinkPhoto} from "./shrink_photo.js";
import {unsentStore} from "./unsent_store.js";

// One's ten indicators without waiting for the network. What was typed is kept on the
// device until the server has it: sent again after a cut, it changes nothing twice.
function begin() {
    const steps = [...document.querySelectorAll("form.step")];
    const submit = document.getElementById("submit");
    const banner = document.getElementById("kept");
    const first = steps[0] || submit;
    if (!first || !window.indexedDB || !window.fetch) {
        document.documentElement.dataset.ready = "1";
        return;
    }
    const dossier = first.elements.dossier.value;
    const unsent = unsentStore(dossier);

    // -- the page ----------------------------------------------------------------------

    const formOf = (step) => steps.find((form) => form.dataset.step === String(step));
    const scoreOf = (form) => Number(form.elements.score.value || 0);

    function say(form, message) {
        form.querySelector(".say").textContent = message;
    }

    function sum() {
        const total = steps.reduce((points, form) => points + scoreOf(form), 0);
        const missing = steps.filter((form) => !scoreOf(form));
        const text = document.getElementById("missing");
        document.getElementById("total").textContent = total;
        text.textContent = missing.length
            ? `${text.dataset.some}${missing.map((form) => form.dataset.step).join(", ")}.`
            : text.dataset.none;
        for (const link of document.querySelectorAll("[data-go]")) {
            const done = Boolean(scoreOf(formOf(link.dataset.go)));
            link.classList.toggle("done", done);
        }
    }

    function show(step, push = true) {
        for (const form of steps) {
            form.hidden = form.dataset.step !== String(step);
        }
        for (const link of document.querySelectorAll("[data-go]")) {
            if (link.dataset.go === String(step)) {
                link.setAttribute("aria-current", "step");
            } else {
                link.removeAttribute("aria-current");
            }
        }
        if (push) {
            history.pushState({step}, "", `/cdht/toi/chi-so/${step}`);
        }
        window.scrollTo(0, 0);
        formOf(step).querySelector("h2").focus({preventScroll: true});
    }

    function element(tag, properties, ...children) {
        const made = Object.assign(document.createElement(tag), properties);
        made.append(...children);
        return made;
    }

    // As the page itself lists them: a link, and a button of a form of its own.
    function listFiles(form, files) {
        const hidden = (name, value) => element("input", {type: "hidden", name, value});
        const items = files.map((file) => {
            const action = `/cdht/toi/tep/${file.id}`;
            const id = `delete${file.id}`;
            if (!document.getElementById(id)) {
                const token = hidden("csrf_token", form.elements.csrf_token.value);
                const step = hidden("chi_so", form.dataset.step);
                const away = element("form", {id, action, method: "post"}, token, step);
                form.after(away);
            }
            const button = element("button", {className: "small"}, "Xóa");
            button.setAttribute("form", id);
            button.setAttribute("aria-label", `Xóa ${file.name}`);
            const link = element("a", {href: action}, file.name);
            return element("li", {}, link, " ", button);
        });
        form.querySelector(".files").replaceChildren(...items);
    }

    function fill(form, entry) {
        for (const input of form.elements.score) {
            input.checked = Number(input.value) === entry.score;
        }
        form.elements.evidence.value = entry.text;
        sum();
    }

    // -- saving ------------------------------------------------------------------------

    async function remember(form) {
        const step = form.dataset.step;
        const files = await Promise.all(
            [...form.elements.files.files].filter((file) => file.size).map(shrinkPhoto)
        );
        const before = await unsent.get(step);
        await unsent.keep({
            step,
            version: (before ? before.version : 0) + 1,
            mark: before ? before.mark : form.elements.mark.value,
            score: scoreOf(form),
            text: form.elements.evidence.value,
            files: [...(before ? before.files : []), ...files],
        });
        form.elements.files.value = "";
        delete form.dataset.dirty;
        say(form, "");
    }

    async function send(entry) {
        const body = new FormData();
        body.set("csrf_token", first.elements.csrf_token.value);
        body.set("dossier", dossier);
        body.set("mark", entry.mark);
        body.set("score", entry.score || "");
        body.set("evidence", entry.text);
        for (const file of entry.files) {
            body.append("files", file, file.name);
        }
        return fetch(`/cdht/toi/chi-so/${entry.step}`, {
            method: "POST",
            body,
            headers: {Accept: "application/json"},
        });
    }

    // Saved, or refused for good: the entry goes, unless it was typed over meanwhile.
    async function settle(entry, answer, mayRepeat) {
        const form = formOf(entry.step);
        const now = await unsent.get(entry.step);
        if (now && now.version === entry.version) {
            await unsent.drop(entry.step);
        } else if (now) {
            const files = now.files.slice(entry.files.length);
            await unsent.keep({...now, mark: answer.mark || now.mark, files});
        }
        if (form && answer.mark) {
            form.elements.mark.value = answer.mark;
            listFiles(form, answer.files || []);
        }
        if (answer.message) {
            if (form) {
                show(entry.step);
                // What another device has saved is replaced by a tap only.
                form.dataset.dirty = mayRepeat ? "1" : "";
            }
            say(form || submit, answer.message);
        }
    }

    function waiting(reason) {
        if (banner) {
            banner.textContent = banner.dataset[reason] || "";
            banner.hidden = !banner.textContent;
        }
    }

    let sending = null;

    async function sendAll() {
        let refused = "";
        for (const entry of await unsent.all()) {
            let response = null;
            try {
                response = await send(entry);
            } catch {
                return "offline";
            }
            if (response.status === 413) {
                return "large";
            }
            const type = response.headers.get("Content-Type") || "";
            if (response.status === 401 || response.status === 400) {
                return "login";
            }
            if (response.status >= 500 || !type.includes("json")) {
                return "offline";
            }
            const answer = await response.json();
            refused = answer.message ? "refused" : refused;
            await settle(entry, answer, response.status === 422);
        }
        return refused;
    }

    function sendSoon() {
        if (!sending) {
            sending = sendAll()
                .catch(() => "offline")
                .then(async (reason) => {
                    sending = null;
                    waiting(reason);
                    document.documentElement.dataset.unsent = (await unsent.all()).length;
                    return reason;
                });
        }
        return sending;
    }

    async function sendNow() {
        const reason = await sendSoon();
        return !reason && (await unsent.all()).length ? sendSoon() : reason;
    }

    // -- what the person does ----------------------------------------------------------

    // What was typed is not lost by going elsewhere without saving.
    async function rememberTyped() {
        for (const form of steps.filter((one) => one.dataset.dirty)) {
            await remember(form);
        }
    }

    for (const form of steps) {
        form.addEventListener("change", sum);
        form.addEventListener("input", () => {
            form.dataset.dirty = "1";
        });
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            document.documentElement.dataset.unsent = "?";
            try {
                await remember(form);
            } catch {
                form.submit(); // no store on this device: as without the script
                return;
            }
            const following = steps[steps.indexOf(form) + 1];
            if (following) {
                show(following.dataset.step);
                sendNow();
                return;
            }
            review();
        });
    }

    async function review() {
        if (!(await sendNow())) {
            location.assign("/cdht/toi/nop");
        }
    }

    for (const link of document.querySelectorAll("[data-go]")) {
        link.addEventListener("click", async (event) => {
            event.preventDefault();
            await rememberTyped();
            show(link.dataset.go);
            sendNow();
        });
    }

    document.getElementById("review")?.addEventListener("click", async (event) => {
        event.preventDefault();
        await rememberTyped();
        review();
    });

    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            rememberTyped();
        }
    });

    window.addEventListener("popstate", () => {
        const step = location.pathname.split("/").pop();
        if (formOf(step)) {
            show(step, false);
        }
    });

    if (submit) {
        submit.addEventListener("submit", async (event) => {
            event.preventDefault();
            const reason = await sendNow();
            if (!reason) {
                submit.submit();
            } else if (reason !== "refused") {
                say(submit, submit.dataset.unsent);
            }
        });
    }

    async function start() {
        for (const entry of steps.length ? await unsent.all() : []) {
            fill(formOf(entry.step), entry);
        }
        await sendSoon();
        setInterval(sendSoon, 15000);
        window.addEventListener("online", sendSoon);
        document.documentElement.dataset.ready = "1";
    }

    start();
}

begin();
