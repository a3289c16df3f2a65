using System.Globalization;
using Mes.Testing;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Mes.EndToEnd;

/// <summary>Three machines on one station: read from two metres, acted on by finger.</summary>
sealed class When_a_line_is_run_from_one_screen
{
    const string UnassignedSql = """
        select coalesce(sum(quantity), 0)::bigint
        from production_by_order
        where machine_id = 'demo/bottling/filler' and order_number is null
        """;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [TestCase(1280, 800, 10.1)]
    [TestCase(1920, 1080, 15.6)]
    [TestCase(800, 1280, 10.1)]
    public async Task It_is_read_from_two_metres_and_every_target_fits_a_finger(int width, int height, double inches)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Rate = 4, ChangeEdge = LineOfThree.On(inches) });
        await plant.MakeAsync(60);
        await plant.Simulator.ResumeAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(new Uri(plant.HmiUrl, "/?machine=demo/bottling/filler"), width, height);
        await Assertions.Expect(page.Locator(".line-tile[data-state=running]")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("[data-good]")).Not.ToHaveTextAsync("0");
        await LookAsync(page, inches, "running");

        await plant.Simulator.FaultAsync(TimeSpan.FromMinutes(5));
        await Assertions.Expect(page.Locator(".line-tile[data-state=fault]")).ToHaveCountAsync(1, new() { Timeout = 20_000 });
        await Assertions.Expect(page.Locator(".line-tile[data-state=maintenance]")).ToHaveCountAsync(1);
        await LookAsync(page, inches, "stopped");

        await page.Locator(".stop .more").ClickAsync();
        await LookAsync(page, inches, "reasons");
        await page.Locator("#stop-sheet button[value=MATERIAL]").ClickAsync();
        await Assertions.Expect(page.Locator(".stop button[value=MATERIAL][aria-pressed=true]")).ToBeVisibleAsync();

        await page.Locator("[data-opens=scrap-sheet]").ClickAsync();
        await LookAsync(page, inches, "scrap");
        await page.Locator("#scrap-sheet button[value=CAP]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-own-scrap]")).ToHaveTextAsync("1");
        await LookAsync(page, inches, "entered");

        await plant.Simulator.DisconnectAsync(TimeSpan.FromMinutes(5));
        await Assertions.Expect(page.Locator(".line-tile[data-state=no-data]")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        await PhotographAsync(page, "offline");
    }

    [Test]
    public async Task Parts_made_while_no_order_ran_are_given_to_one_and_the_line_speaks_german()
    {
        await using var plant = await Plant.StartAsync(
            new PlantOptions { Rate = 4, ChangeEdge = LineOfThree.Configure });
        await plant.MakeAsync(40);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(new Uri(plant.HmiUrl, "/?machine=demo/bottling/filler"), 1280, 800);
        await Assertions.Expect(page.Locator("[data-own-good]")).ToHaveTextAsync("40", new() { Timeout = 20_000 });

        await page.Locator(".run[data-opens=order-sheet]").ClickAsync();
        await LookAsync(page, 10.1, "end-order");
        await page.Locator("#order-sheet button[name=order]").ClickAsync();
        await Assertions.Expect(page.Locator(".start")).ToBeVisibleAsync();
        await plant.MakeAsync(20);
        await Assertions.Expect(page.Locator("[data-unassigned]"))
            .ToContainTextAsync("20 UNASSIGNED", new() { Timeout = 20_000 });
        await LookAsync(page, 10.1, "unassigned");
        await Eventually.Async(
            async () => await plant.QuerySingleAsync<long>(UnassignedSql) == 20, Soon, "central knows them as nobody's");

        await page.Locator("[data-opens=assign-sheet]").ClickAsync();
        await LookAsync(page, 10.1, "assign");
        await page.Locator("#assign-sheet button[name=from]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-own-good]")).ToHaveTextAsync("60");
        await Eventually.Async(
            async () => await MadeForAsync(plant, "PO-1001", "filler") == 60, Soon, "central gives them to the order");

        await page.Locator(".acts .quiet").ClickAsync();
        await LookAsync(page, 10.1, "entries");
        await page.Locator("#entries-sheet .undo").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-own-good]")).ToHaveTextAsync("40");
        await Eventually.Async(
            async () => await MadeForAsync(plant, "PO-1001", "filler") == 40, Soon, "central takes them from the order again");

        await page.Locator(".language-switch").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(page.Locator("[data-unassigned]")).ToContainTextAsync("20 OHNE AUFTRAG");
        await LookAsync(page, 10.1, "german");
        await page.Locator(".start").ClickAsync();
        await page.Locator("#order-sheet button[name=order]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-opens=scrap-sheet]")).ToContainTextAsync("Ausschuss");
        await Assertions.Expect(page.Locator("[data-own-good]")).ToHaveTextAsync("40");
    }

    /// <summary>Measured and photographed, in both themes.</summary>
    static async Task LookAsync(IPage page, double inches, string name)
    {
        await PhotographAsync(page, name);
        Assert.That(await Millimetres.FaultsAsync(page, inches), Is.Empty, name);
    }

    static async Task PhotographAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;
        var full = string.Create(CultureInfo.InvariantCulture, $"hmi-line-{size.Width}x{size.Height}-{name}");
        await Screenshot.TakeAsync(page, full);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Screenshot.TakeAsync(page, $"{full}-dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    static Task<long> MadeForAsync(Plant plant, string order, string machine = "%") => plant.QuerySingleAsync<long>(
        "select coalesce(sum(quantity), 0)::bigint from production_by_order "
        + "where order_number = @Order and machine_id like 'demo/bottling/' || @Machine",
        new { Order = order, Machine = machine });
}
