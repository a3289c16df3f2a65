using System.Text.RegularExpressions;
using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>The web UI: a live tile, the machine behind it, and a PLC that falls silent.</summary>
sealed partial class When_a_supervisor_looks
{
    const string IdleSinceThePullSql = """
        select exists (
            select from machine_events
            where state = 'IDLE' and occurred_at > (select max(from_at) from gap))
        """;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Test]
    public async Task The_tile_lives_and_the_machine_page_tells_what_happened()
    {
        var tenMinutes = new { shifts = new { everyMinutes = 10 }, breaks = Array.Empty<object>() };
        await using var plant = await Plant.StartAsync(
            new PlantOptions { MicroStopLimit = TimeSpan.FromSeconds(5), Calendar = tenMinutes });
        if (Screenshot.IsForTheDocs)
        {
            await WorkAsync(plant);
        }

        await using var browser = await Browser.StartAsync();
        var overview = await browser.OpenAsync(plant.CentralUrl, 1440, 900);
        var tile = overview.Locator("article.tile");
        await plant.Simulator.FaultAsync(TimeSpan.FromSeconds(10));
        await Assertions.Expect(tile.GetByText("Fault")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(tile.GetByText("Running")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        var good = tile.Locator(".good strong");
        var before = await good.TextContentAsync();
        await Assertions.Expect(good).Not.ToHaveTextAsync(before!, new() { Timeout = 15_000 });
        await Assertions.Expect(tile.GetByText("PO-1001")).ToBeVisibleAsync();
        await Screenshot.TakeAsync(overview, "web-overview");

        await tile.GetByRole(AriaRole.Link, new() { Name = "Filler" }).ClickAsync();
        await Assertions.Expect(overview.Locator(Drawn("fault")).First).ToBeAttachedAsync();
        await Screenshot.TakeAsync(overview, "web-machine");
        await AssertNoMachineTextAsync(overview);

        var whole = overview.Url;
        await overview.Locator("[data-zoom=in]").ClickAsync();
        await Assertions.Expect(overview).ToHaveURLAsync(Zoomed());
        await overview.ReloadAsync();
        await Assertions.Expect(overview.Locator("[data-only]")).ToBeVisibleAsync();
        await overview.Locator("[data-zoom=all]").ClickAsync();
        await Assertions.Expect(overview).ToHaveURLAsync(whole);

        await overview.GetByRole(AriaRole.Link, new() { Name = "Bottling line" }).First.ClickAsync();
        await Assertions.Expect(overview.GetByText("What did each machine do for the line?")).ToBeVisibleAsync();
        await Screenshot.TakeAsync(overview, "web-line");
        await overview.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Assertions.Expect(overview.GetByRole(AriaRole.Heading, new() { Name = "Wo ist der Engpass?" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_pulled_PLC_is_shown_hatched_as_no_data_and_never_as_idle()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions());
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(new Uri(plant.CentralUrl, "/machines/bottling/filler"), 1440, 900, ColorScheme.Dark);
        var running = page.Locator(Drawn("running")).First;
        await Assertions.Expect(running).ToBeAttachedAsync(new() { Timeout = 15_000 });

        await plant.Simulator.DisconnectAsync(TimeSpan.FromSeconds(12));
        var silent = page.Locator(Drawn("no-data")).First;
        await Assertions.Expect(silent).ToBeAttachedAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(silent).ToHaveCSSAsync("fill", "rgba(0, 0, 0, 0)");
        await Assertions.Expect(page.Locator("[data-band]").First).ToHaveCSSAsync("background-image", Hatched());
        await Eventually.Async(
            () => plant.QuerySingleAsync<bool>("select exists (select from gap_current where to_at is not null)"),
            Soon, "the gap closes");
        await Screenshot.TakeAsync(page, "web-no-data-dark");
        Assert.That(await plant.QuerySingleAsync<bool>(IdleSinceThePullSql), Is.False);
    }

    /// <summary>A minute of an ordinary line: runs, short holds, a starved stretch.</summary>
    static async Task WorkAsync(Plant plant)
    {
        foreach (var (run, stop) in new[] { (20, 3), (25, 12), (15, 0) })
        {
            await plant.MakeAsync(run * 2);
            if (stop > 0)
            {
                await plant.Simulator.StopAsync(TimeSpan.FromSeconds(stop));
            }

            await plant.Simulator.ResumeAsync();
        }
    }

    [GeneratedRegex("view=")]
    private static partial Regex Zoomed();

    [GeneratedRegex("repeating-linear-gradient")]
    private static partial Regex Hatched();

    /// <summary>A state that occurs in the part of the time line that is looked at.</summary>
    static string Drawn(string look) => $"[data-state-timeline] .piece.{look}[d^=M]";

    static async Task AssertNoMachineTextAsync(IPage page)
    {
        var text = await page.InnerTextAsync("body");
        Assert.That(text, Does.Not.Contain("{\"").And.Not.Contain("undefined").And.Not.Contain("NaN"));
    }
}
