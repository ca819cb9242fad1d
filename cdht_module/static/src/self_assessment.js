// One's ten indicators without waiting for the network. What was typed is kept on the
// device until the server has it: sent again after a cut, it changes nothing twice.
(function () {
    const steps = [...document.querySelectorAll("form.step")];
    const submit = document.getElementById("submit");
    const banner = document.getElementById("kept");
    const first = steps[0] || submit;
    if (!first || !window.indexedDB || !window.fetch) {
        document.documentElement.dataset.ready = "1";
        return;
    }
    const dossier = first.elements.dossier.value;
    const SIDE = 1600;

    // -- what is kept on the device: {key, dossier, step, version, mark, score, …} ----

    const opened = new Promise((resolve, reject) => {
        const request = indexedDB.open("cdht", 1);
        request.onupgradeneeded = () =>
            request.result.createObjectStore("unsent", {keyPath: "key"});
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

    async function store(mode, act) {
        const transaction = (await opened).transaction("unsent", mode);
        const request = act(transaction.objectStore("unsent"));
        return new Promise((resolve, reject) => {
            transaction.oncomplete = () => resolve(request.result);
            transaction.onerror = () => reject(transaction.error);
        });
    }

    const keyOf = (step) => `${dossier}/${step}`;
    const keep = (entry) => store("readwrite", (unsent) => unsent.put(entry));
    const kept = (step) => store("readonly", (unsent) => unsent.get(keyOf(step)));
    const drop = (step) => store("readwrite", (unsent) => unsent.delete(keyOf(step)));
    const unsent = async () =>
        (await store("readonly", (all) => all.getAll())).filter(
            (entry) => entry.dossier === dossier
        );

    // -- photos become small before they cost anybody's data volume -------------------

    async function shrink(file) {
        if (!file.type.startsWith("image/") || !window.createImageBitmap) {
            return file;
        }
        try {
            const image = await createImageBitmap(file, {
                imageOrientation: "from-image",
            });
            const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
            const canvas = document.createElement("canvas");
            canvas.width = Math.round(image.width * scale);
            canvas.height = Math.round(image.height * scale);
            canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
            const blob = await new Promise((done) =>
                canvas.toBlob(done, "image/jpeg", 0.8)
            );
            if (!blob || blob.size >= file.size) {
                return file;
            }
            const stem = file.name.replace(/\.[^.]*$/, "");
            return new File([blob], `${stem}.jpg`, {type: "image/jpeg"});
        } catch {
            return file;
        }
    }

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

    function listFiles(form, files) {
        const list = form.querySelector(".files");
        list.replaceChildren(
            ...files.map((file) => {
                const link = document.createElement("a");
                link.href = `/cdht/toi/tep/${file.id}`;
                link.textContent = file.name;
                const item = document.createElement("li");
                item.append(link);
                return item;
            })
        );
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
            [...form.elements.files.files].filter((file) => file.size).map(shrink)
        );
        const before = await kept(step);
        await keep({
            key: keyOf(step),
            dossier,
            step,
            version: (before ? before.version : 0) + 1,
            mark: before ? before.mark : form.elements.mark.value,
            score: scoreOf(form),
            text: form.elements.evidence.value,
            files: [...(before ? before.files : []), ...files],
        });
        form.elements.files.value = "";
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
    async function settle(entry, answer) {
        const form = formOf(entry.step);
        const now = await kept(entry.step);
        if (now && now.version === entry.version) {
            await drop(entry.step);
        } else if (now) {
            const files = now.files.slice(entry.files.length);
            await keep({...now, mark: answer.mark || now.mark, files});
        }
        if (form && answer.mark) {
            form.elements.mark.value = answer.mark;
            listFiles(form, answer.files || []);
        }
        if (answer.message) {
            if (form) {
                show(entry.step);
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
        for (const entry of await unsent()) {
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
            await settle(entry, answer);
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
                    document.documentElement.dataset.unsent = (await unsent()).length;
                    return reason;
                });
        }
        return sending;
    }

    async function sendNow() {
        const reason = await sendSoon();
        return !reason && (await unsent()).length ? sendSoon() : reason;
    }

    // -- what the person does ----------------------------------------------------------

    for (const form of steps) {
        form.addEventListener("change", sum);
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            document.documentElement.dataset.unsent = "?";
            await remember(form);
            const following = steps[steps.indexOf(form) + 1];
            if (following) {
                show(following.dataset.step);
                sendNow();
                return;
            }
            if (!(await sendNow())) {
                location.assign("/cdht/toi/nop");
            }
        });
    }

    for (const link of document.querySelectorAll("[data-go]")) {
        link.addEventListener("click", (event) => {
            event.preventDefault();
            show(link.dataset.go);
        });
    }

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

    async function begin() {
        for (const entry of steps.length ? await unsent() : []) {
            fill(formOf(entry.step), entry);
        }
        await sendSoon();
        setInterval(sendSoon, 15000);
        window.addEventListener("online", sendSoon);
        document.documentElement.dataset.ready = "1";
    }

    begin();
})();
