// Compares a chosen file with the check sums of the paper, on the reader's device.
(function () {
    const box = document.getElementById("compare");
    const answer = document.getElementById("answer");
    const input = document.getElementById("file");
    if (!box || !window.crypto || !window.crypto.subtle) {
        return;
    }
    const printed = (box.dataset.hashes || "").split(" ").filter(Boolean);
    const signed = (box.dataset.signedHashes || "").split(" ").filter(Boolean);

    function say(kind) {
        answer.className = kind;
        answer.textContent = box.dataset[kind];
    }

    async function compare(file) {
        if (!file) {
            return;
        }
        say("busy");
        try {
            const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
            const hex = Array.from(new Uint8Array(digest), (byte) =>
                byte.toString(16).padStart(2, "0")
            ).join("");
            if (signed.includes(hex)) {
                say("signed");
            } else {
                say(printed.includes(hex) ? "same" : "other");
            }
        } catch {
            say("unreadable");
        }
    }

    input.addEventListener("change", () => compare(input.files[0]));
    box.addEventListener("dragover", (ev) => ev.preventDefault());
    box.addEventListener("drop", (ev) => {
        ev.preventDefault();
        compare(ev.dataTransfer.files[0]);
    });
    box.hidden = false;
})();
