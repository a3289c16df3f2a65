// Digits and steps of a quantity pad. Without this module the field still takes a typed number.
const MOST_DIGITS = 5;

document.addEventListener("click", event => {
    const key = event.target instanceof Element ? event.target.closest("[data-pad-key]") : null;
    const pad = key?.closest("[data-quantity-pad]");
    const field = pad?.querySelector("input");
    if (!(key instanceof HTMLElement) || !(pad instanceof HTMLElement) || !field) {
        return;
    }
    field.value = press(field.value, key.dataset.padKey ?? "", pad);
});

/**
 * @param {string} shown
 * @param {string} key a digit, `erase` or `+1`
 * @param {HTMLElement} pad remembers whether a digit was typed: the first one replaces the preset
 * @returns {string}
 */
function press(shown, key, pad) {
    if (key === "erase") {
        pad.dataset.typed = "";
        return shown.length > 1 ? shown.slice(0, -1) : "1";
    }
    if (key === "+1") {
        return String(Number(shown) + 1);
    }
    const next = pad.dataset.typed === undefined ? key : shown + key;
    if (next === "0" || next.length > MOST_DIGITS) {
        return shown;
    }
    pad.dataset.typed = "";
    return next;
}
