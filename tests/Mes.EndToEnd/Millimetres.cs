using Microsoft.Playwright;

namespace Mes.EndToEnd;

/// <summary>What of a page is smaller on the glass than people of the floor need (UI.md), measured in the browser.</summary>
static class Millimetres
{
    /// <summary>Read from two metres.</summary>
    public const double Far = 10;

    /// <summary>Read from a step away.</summary>
    public const double Near = 4;

    // A probe of one "cap" in the place of a text is as high as its capitals, whatever the font and its adjustment.
    const string Script = """
        ([diagonalInches, far, near]) => {
            const mm = Math.hypot(innerWidth, innerHeight) / (diagonalInches * 25.4);
            const faults = [];
            const frequent = ".line-tile, .act, .reason, .undo, .start, .assign button, .order-entry button";
            const words = element =>
                `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 30)}"`;
            const isSeen = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
                && element.getClientRects().length > 0 && !element.closest(".visually-hidden");
            const capitals = element => {
                const probe = document.createElement("span");
                probe.style.cssText = "position:absolute;visibility:hidden;width:1px;height:1cap";
                element.append(probe);
                const height = probe.getBoundingClientRect().height / mm;
                probe.remove();
                return height;
            };
            const top = document.querySelector("dialog[open]") ?? document.body;
            const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
            const holders = new Set();
            while (texts.nextNode()) {
                if (texts.currentNode.data.trim() !== "" && isSeen(texts.currentNode.parentElement)) {
                    holders.add(texts.currentNode.parentElement);
                }
            }
            for (const holder of holders) {
                const least = holder.closest("[data-far]") ? far : near;
                const height = capitals(holder);
                if (height < least - 0.05) {
                    faults.push(`capitals of ${height.toFixed(2)} mm, not ${least}: ${words(holder)}`);
                }
            }
            const targets = [...top.querySelectorAll("a, button, summary, input:not([type=hidden])")].filter(isSeen)
                .map(element => ({ element, box: element.getBoundingClientRect() }));
            for (const { element, box } of targets) {
                const least = element.matches(frequent) ? 20 : 15;
                if (element.matches("input") ? box.height / mm < 12 : Math.min(box.width, box.height) / mm < least - 0.05) {
                    const size = `${(box.width / mm).toFixed(1)} x ${(box.height / mm).toFixed(1)} mm`;
                    faults.push(`target of ${size}, not ${least}: ${words(element)}`);
                }
                if (box.left < -1 || box.right > innerWidth + 1) {
                    faults.push(`target beside the screen: ${words(element)}`);
                }
            }
            targets.forEach((one, index) => targets.slice(index + 1).forEach(other => {
                const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
                const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
                const gap = Math.max(across, down) / mm;
                if (gap < 2.95 && !one.element.contains(other.element)) {
                    faults.push(`${gap.toFixed(1)} mm between ${words(one.element)} and ${words(other.element)}`);
                }
            }));
            const home = document.querySelector(".home");
            if (home && top === document.body && home.scrollHeight > home.clientHeight + 1) {
                faults.push(`${((home.scrollHeight - home.clientHeight) / mm).toFixed(1)} mm of the page are below the screen`);
            }
            return faults;
        }
        """;

    /// <param name="diagonalInches">Of the station's screen, which the page fills.</param>
    public static Task<string[]> FaultsAsync(IPage page, double diagonalInches) =>
        page.EvaluateAsync<string[]>(Script, new[] { diagonalInches, Far, Near });
}
