// Switches between light and dark. The choice is a cookie, so that the server draws the next page in it without a flash.
const root = document.documentElement;

/** @returns {"light" | "dark"} what the page shows now */
function current() {
    const chosen = root.dataset.theme;
    if (chosen === "light" || chosen === "dark") {
        return chosen;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

document.addEventListener("click", event => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-switch]")) {
        return;
    }
    const next = current() === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
});
