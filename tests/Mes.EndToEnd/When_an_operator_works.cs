using System.Globalization;
using System.Text.RegularExpressions;
using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>The touch screen at the filler: count, scrap, stop, outage.</summary>
sealed partial class When_an_operator_works
{
    const string ScrapSql =
        "select coalesce(sum(quantity), 0)::bigint from production_events_current where outcome = 'SCRAP'";

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Scrap_a_stop_and_an_outage_are_entered_and_shown()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 4 });
        await plant.MakeAsync(Screenshot.IsForTheDocs ? 600 : 60);
        await plant.Simulator.ResumeAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(plant.HmiUrl, 1280, 800);
        await Assertions.Expect(page.Locator("[data-state=running]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".job .order")).ToHaveTextAsync("PO-1001");
        await Screenshot.TakeAsync(page, "hmi-running");

        await EnterScrapAsync(page, quantity: 3, reason: "Underfilled");
        await Assertions.Expect(page.Locator("[data-scrap]")).ToHaveTextAsync("3");
        await ScrapArrivesAsync(plant, 3);

        await plant.Simulator.FaultAsync(TimeSpan.FromSeconds(25));
        await page.Locator(".stop-card button[value=JAM]").ClickAsync();
        await Assertions.Expect(page.Locator(".stop-card button[value=JAM][aria-pressed=true]")).ToBeVisibleAsync();
        await Screenshot.TakeAsync(page, "hmi-stopped");
        await Eventually.Async(
            () => plant.QuerySingleAsync<bool>("select exists (select from stoppage_reason where reason = 'JAM')"), Soon,
            "central knows why the filler stopped");

        await plant.StopCentralAsync();
        await Assertions.Expect(page.GetByText(Away())).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await EnterScrapAsync(page, quantity: 2, reason: "Damaged bottle");
        await Assertions.Expect(page.Locator("[data-scrap]")).ToHaveTextAsync("5");
        await Screenshot.TakeAsync(page, "hmi-offline");

        await plant.StartCentralAsync();
        await ScrapArrivesAsync(plant, 5);
    }

    [Test]
    public async Task A_double_tap_and_a_form_sent_again_are_one_act()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 4 });
        await plant.MakeAsync(60);
        await plant.AllPartsArriveAsync(await plant.MadeAsync(), Soon);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(plant.HmiUrl, 1280, 800);

        var body = await FilledScrapFormAsync(page);
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SendAsync(page, body)));
        var again = await SendAsync(page, body);

        Assert.That(answers.Append(again), Is.All.EqualTo(200));
        await ScrapArrivesAsync(plant, 1);
        var acts = await plant.QuerySingleAsync<long>("select count(*) from ledger where kind = 'QuantityReclassified'");
        Assert.That(acts, Is.EqualTo(1));
    }

    static Task ScrapArrivesAsync(Plant plant, long quantity) => Eventually.Async(
        async () => await plant.QuerySingleAsync<long>(ScrapSql) == quantity, Soon, $"central knows of {quantity} scrap parts");

    static async Task EnterScrapAsync(IPage page, int quantity, string reason)
    {
        await page.Locator("[data-opens=scrap-sheet]").First.ClickAsync();
        var sheet = page.Locator("#scrap-sheet");
        await sheet.Locator($"[data-pad-key='{quantity.ToString(CultureInfo.InvariantCulture)}']").ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = reason }).ClickAsync();
        await Assertions.Expect(sheet).ToBeHiddenAsync();
    }

    /// <summary>The form as the page holds it, act id and antiforgery token included.</summary>
    static Task<string> FilledScrapFormAsync(IPage page) => page.EvaluateAsync<string>(
        "() => { const form = new URLSearchParams(new FormData(document.querySelector('#scrap-sheet form'))); " +
        "form.set('quantity', '1'); form.set('reason', 'UNDERFILL'); return form.toString(); }");

    static Task<int> SendAsync(IPage page, string body) => page.EvaluateAsync<int>(
        "async body => (await fetch('/hmi/scrap', { method: 'POST', body, redirect: 'follow', " +
        "headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })).status",
        body);

    [GeneratedRegex("Central is away", RegexOptions.IgnoreCase)]
    private static partial Regex Away();
}
