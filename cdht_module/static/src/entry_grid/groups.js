// The labour group of a person in the grid: [id, label, number, name].

export const GROUP = "labour_group_id";

const plain = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();

// Those that “2”, “N2”, “Nhóm 2” or the beginning of a name may mean.
export function groupsOf(text, groups) {
    const typed = plain(text).replace(/^(nhom|n|group) ?(?=\d)/, "");
    return groups.filter(
        ([, , number, name]) => typed && (plain(number) === typed || plain(name).startsWith(typed))
    );
}

// As a cell holds it: what means no single group stays a text.
export function readGroup(text, groups) {
    const found = groupsOf(text, groups);
    return found.length === 1 ? found[0][0] : text.trim() || false;
}

export function groupText(value, groups) {
    const group = groups.find(([id]) => id === value);
    return group ? group[2] : value || "";
}

// “1: Nông dân và lao động nông thôn; 2: Công nhân…”
export const inShort = (groups) =>
    groups.map(([, , number, name]) => `${number}: ${name.split(",")[0]}`).join("; ");
